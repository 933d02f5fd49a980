// Reads feeds with rss-parser and fast-xml-parser, prints what their users get: node parse.mjs NODE_MODULES FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const Parser = require("rss-parser");
const { XMLParser } = require("fast-xml-parser");

const text = (value) => (typeof value === "object" && value !== null ? value["#text"] ?? "" : String(value ?? ""));
const list = (value) => (value === undefined ? [] : [].concat(value));

function withXml(data) {
  const parser = new XMLParser({
    ignoreAttributes: false, trimValues: false, parseTagValue: false, processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  });
  const document = parser.parse(data);
  if (document.rss) {
    return list(document.rss.channel.item).map((item) => [
      text(item.guid), text(item.title), text(item.link), text(item.pubDate), text(item["content:encoded"]), text(item.description),
    ]);
  }
  return list(document.feed.entry).map((entry) => [
    text(entry.id), text(entry.title), list(entry.link)[0]["@_href"], text(entry.published), text(entry.content), text(entry.summary),
  ]);
}

async function withRss(data) {
  const feed = await new Parser({ customFields: { item: ["published"] } }).parseString(data);
  return feed.items.map((item) => [
    item.guid ?? item.id, item.title, item.link, item.pubDate ?? item.published,
    // Of RSS it calls the description `content`, of Atom the text.
    item["content:encoded"] ?? (item.guid ? "" : item.content ?? ""), item.guid ? item.content : item.summary,
  ]);
}

const read = {};
for (const file of files) {
  const data = readFileSync(file, "utf-8");
  read[file] = { "rss-parser": await withRss(data), "fast-xml-parser": withXml(data) };
}
console.log(JSON.stringify(read));
