"""Chinese for editors: what each check does, and the sentences of its findings."""

CHECKS = {
    "empty": "德文不为空，译文却为空。只有遗漏说明或标点也算为空。禁止发布：没有可读的内容。",
    "copied": (
        "译文就是德文原文，或几乎照抄。只检查成句的文字：人名、地址和单位在各语言中本来相同。禁止发布："
        "德文绝不能代替译文。"
    ),
    "script": (
        "译文用的不是目标语言的文字。中文译文没有一个汉字时禁止发布（德文只有名称、地址和数字的除外）；"
        "英文译文大部分是汉字时同样禁止。英文中夹杂汉字，或任何译文中出现其他文字，均为错误。"
    ),
    "repetition": (
        "机器翻译陷入循环，或词语重复。同样的词连续出现三次，或反复只用少数几个词，为错误；"
        "占译文大部分时禁止发布。词语连写两遍为警告。"
    ),
    "length": "译文相对德文过短或过长。超出优秀译文的通常范围为警告；必然有漏译或编造时为错误。",
    "omission": (
        "德文的一段内容，或有公认译法的词语，在译文中找不到。依据1.9万条专业译文：每个词通常译成什么、"
        "译文通常多长。为警告；证据确凿时为错误。"
    ),
    "addition": (
        "译文的一段内容，或有公认德文形式的英文名称，在德文中找不到。依据与漏译检查相同，方向相反。为警告："
        "机器会编造常常一起出现的内容。"
    ),
    "negation": (
        "德文是否定句，而译文没有任何否定词：not、never、without；不、没、无、未。译文通常不保留的否定（如»nicht "
        "nur«）不报告。为警告。"
    ),
    "residue": (
        "译文中残留德文单词；中文译文中残留不是名称的拉丁字母单词。名称、术语、缩写、单位和地址除外。为警告；"
        "三个词以上且占译文四分之一时为错误。"
    ),
    "traditional": (
        "中文译文含有繁体字，中国大陆读者不用。以OpenCC转换为简体后文字是否变化为准，术语库或原文如此书写的除外。"
        "为警告。"
    ),
    "numbers": (
        "德文中的数字缺失，或译文有德文没有的数字。按数值比较：2,5 Mio.即250万，即2.5 million；"
        "百分号和货币与数字一并比较。为错误；德文用文字写的数字为警告，用文字写的序数为提示。"
    ),
    "numerals": (
        "中文数字或日期写法有误：如851万万，或2026年1月27缺“日”（GB/T 15835-2011）。单位重复为错误，"
        "读者无从判断其意；日期为警告。"
    ),
    "dates": (
        "德文中的日期或时间缺失，或译文有德文没有的日期或时间。按数值比较：24.03.2021即2021年3月24日，19.30 "
        "Uhr即19时30分。为错误；单独出现的月份和用文字写的时间为警告。"
    ),
    "addresses": (
        "电子邮箱、网址、电话号码或文号丢失或被改动。它们在任何语言中都须逐字符相同。为错误：读者将联系不到任何人。"
    ),
    "names": (
        "德文中的名称缺失：人名、地名、机构、活动或缩写。术语库中的任何形式和拉丁字母原文都算；人名有姓氏即可。"
        "人名和术语库中的名称为错误，按词形识别的企业名和缩写为警告，人名写成汉字为提示。"
    ),
    "terms": (
        "术语未按术语库的规定翻译，或使用了禁用形式。为警告；术语只是较长词语的一部分时为提示。名称由名称检查负责。"
    ),
    "links": (
        "德文中的链接缺失、链接没有落在任何词上，或译文有德文没有的链接。按地址比较，不论在句中何处。为错误："
        "读者到不了德文指向的页面。"
    ),
    "brackets": (
        "括号或引号没有成对，或德文的引号全部丢失。跨越多个句段的引文在德文中也不成对，译文可以同样如此。为警告。"
    ),
    "punctuation": (
        "中文译文有半角标点或全角数字、字母，英文译文有全角标点，或句末标点不同。使用另一种语言的标点为警告，"
        "句末标点不同为提示。"
    ),
    "spacing": (
        "出现了该语言不应有的空格：汉字之间、全角标点旁、英文逗号前。汉字与字母、数字之间的空格属于风格，不报告。"
        "为警告。"
    ),
    "note": "译文有遗漏，并在末尾用说明注出。说明的内容正确，但没有写进句子。为警告：须由编辑补入。",
    "first_mention": (
        "术语在文中首次出现时未写全称，或此后未用简称。以术语库规定的形式为准：正文首次出现写西门子（Siemens），"
        "此后及标题中写西门子。首次出现为警告，此后为提示。"
    ),
    "consistency": (
        "同一德文术语或名称在同一篇文章中译法不一。每种译法单独看都对，但读者会以为是不同的事物。"
        "首选形式及其全称、简称视为同一种。与首次译法不同的句段均有提示。"
    ),
}

SENTENCES = {
    "The translation is empty.": "译文为空。",
    "The translation is still the German text.": "译文仍是德文原文。",
    "There is no Chinese character in the translation.": "译文中没有汉字。",
    "The translation is Chinese instead of English.": "译文是中文而不是英文。",
    "»{word}« is of a foreign script.": "“{word}”是其他文字。",
    "»{words}« repeats.": "“{words}”反复出现。",
    "The same few words come over and over.": "反复只用少数几个词。",
    "»{words}« stands twice.": "“{words}”写了两遍。",
    "The translation is very short: {translated} characters for {german}.": (
        "译文过短：德文{german}个字符，译文{translated}个字符。"
    ),
    "The translation is very long: {translated} characters for {german}.": (
        "译文过长：德文{german}个字符，译文{translated}个字符。"
    ),
    "Something seems to be left out, perhaps »{words}«.": "似有漏译，可能是“{words}”。",
    "»{word}« seems not to be translated.": "“{word}”似乎没有翻译。",
    "»{words}« seems not to be in the German.": "德文中似乎没有“{words}”。",
    "»{word}« denies, and nothing in the translation does.": "“{word}”表示否定，译文中没有否定。",
    "Not translated: {words}.": "未翻译：{words}。",
    "No figure ends in »{unit}«.": "没有以“{unit}”结尾的数字。",
    "The date »{date}« lacks 日.": "日期“{date}”缺“日”。",
    "Traditional characters: {characters} (simplified: {simplified}…).": (
        "繁体字：{characters}（简体：{simplified}……）。"
    ),
    "»{value}« is missing: {wanted}.": "缺少“{value}”：{wanted}。",
    "»{value}« is not in the German.": "德文中没有“{value}”。",
    "»{address}« is missing or changed.": "“{address}”缺失或被改动。",
    "»{address}« is not in the German.": "德文中没有“{address}”。",
    "»{name}« is missing: {wanted}.": "缺少“{name}”：{wanted}。",
    "»{name}« stands in German: {wanted}.": "“{name}”仍是德文：{wanted}。",
    "»{term}« is prescribed as {preferred}.": "“{term}”应译为{preferred}。",
    "»{form}« must not be used for »{term}«: {preferred}.": "“{term}”不得译为“{form}”：应为{preferred}。",
    "The link to {href} is missing.": "缺少指向{href}的链接。",
    "The link to {href} is not in the German.": "德文中没有指向{href}的链接。",
    "The link to {href} stands on no word.": "指向{href}的链接没有落在任何词上。",
    "»{sign}« is missing.": "缺少“{sign}”。",
    "The German quotes, the translation has no quotation marks.": "德文有引号，译文没有引号。",
    "»{sign}« is half-width.": "“{sign}”是半角。",
    "»{sign}« is full-width.": "“{sign}”是全角。",
    "The translation begins with »{sign}«.": "译文以“{sign}”开头。",
    "The translation ends with »{translated}«, the German without a stop.": (
        "译文以“{translated}”结尾，德文句末没有标点。"
    ),
    "The German ends with »{german}«, the translation without a stop.": "德文以“{german}”结尾，译文句末没有标点。",
    "The German ends with »{german}«, the translation with »{translated}«.": (
        "德文以“{german}”结尾，译文以“{translated}”结尾。"
    ),
    "There is a space too many in »{around}«.": "“{around}”中有多余的空格。",
    "Unverified: noted as lost are {lost}.": "未经核实：注明遗漏了{lost}。",
    "At its first mention »{term}« is {wanted}.": "“{term}”首次出现时应写作{wanted}。",
    "After its first mention »{term}« is {wanted}.": "“{term}”首次出现之后应写作{wanted}。",
    "»{term}« is {form} here and {before} before.": "“{term}”此处译为{form}，前文译为{before}。",
}
