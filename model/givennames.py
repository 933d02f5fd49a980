"""Given names that are usual in Germany: by them a person is found without a title."""

_USUAL = """
Aaron Achim Adam Adelheid Adrian Adriana Agnes Ahmet Albert Albrecht Alessandra Alexander Alexandra Alfred Ali Alice
Alina Alma Almut Alois Alwin Amalia Amelie Amira Andrea Andreas Andrej André Angela Angelika Angelina Anja Anke Anna
Annabell Anne Annegret Annekathrin Anneliese Annemarie Annette Anni Annika Antje Anton Antonia Arian Ariane Armin
Arndt Arne Arno Arnold Arthur Astrid Axel Aylin Ayse Balthasar Barbara Bastian Beate Beatrice Beatrix Bela Benedikt
Benjamin Benno Berit Bernd Bernhard Bert Berta Bertram Bettina Bianca Birgit Birgitta Birte Björn Bodo Boris Brigitte
Britta Brunhilde Bruno Burkhard Carina Carla Carmen Carola Carolin Caroline Carsten Caspar Cathrin Cedric Celine Cem
Charlotta Charlotte Chris Christa Christian Christiane Christina Christine Christof Christoph Clara Clarissa Claudia
Claus Clemens Conrad Constanze Corinna Cornelia Cornelius Dagmar Dana Daniel Daniela Danilo Dario David Denise Deniz
Dennis Detlef Diana Dieter Dietmar Dietrich Dilara Dirk Dominik Dominique Dora Doreen Doris Dorit Dorothea Dorothee
Eberhard Eckhard Edda Edeltraud Edgar Edith Edmund Eduard Egon Ekkehard Elena Eleonore Elfriede Elias Elif Elisa
Elisabeth Elke Ella Ellen Elmar Elsa Elvira Emil Emilia Emily Emma Emre Enno Enrico Erhard Eric Erich Erik Erika Erna
Ernst Erwin Esra Esther Eugen Eva Evelyn Ewald Fabian Fabio Fatma Felicitas Felix Ferdinand Finn Fiona Florian Folkert
Frank Franka Franz Franziska Frauke Fred Frederik Freya Frida Frieda Friederike Friedhelm Friedrich Fritz Fynn Gabi
Gabriel Gabriela Gabriele Georg Gerald Gerd Gerda Gerhard Gerlinde Gernot Gero Gerrit Gert Gertrud Gesa Gesine
Giovanni Gisela Gitta Gottfried Gregor Greta Grit Gudrun Guido Gundula Gunnar Gunter Gunther Gustav Götz Günter
Günther Hagen Hakan Hanna Hannah Hannelore Hannes Hanno Hans Harald Hardy Harry Hartmut Hasan Hauke Hedwig Heide
Heidemarie Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Hella Hellmut Helmut
Helmuth Hendrik Henning Henri Henriette Henrik Henrike Herbert Heribert Hermann Hermine Herta Hilde Hildegard Hilmar
Hiltrud Holger Horst Hubert Hugo Ibrahim Ida Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingolf Ingrid
Ingrida Irene Iris Irma Irmgard Isabel Isabell Isabella Isabelle Ismail Ivan Ivo Ivonne Jakob Jan Jana Janina Janine
Janis Jannik Jannis Janosch Jaqueline Jasmin Jaspar Jasper Jelena Jella Jendrik Jenny Jens Jessica Jette Joachim
Jochen Joel Johann Johanna Johannes John Jona Jonas Jonathan Jonna Jorge Josef Joseph Josephine Jost Judith Jule Julia
Julian Juliane Julius Jupp Justus Jutta Jörg Jörn Jürgen Kai Karin Karina Karl Karla Karlheinz Karoline Karsta Karsten
Kaspar Katharina Kathleen Kathrin Katinka Katja Katrin Katrina Kaya Keno Kerstin Kevin Kiara Kilian Kim Kira Kirsten
Klara Klaus Klemens Knut Konrad Konstantin Konstanze Korbinian Korinna Kristian Kristiane Kristin Kristina Kunigunde
Kurt Lara Larissa Lars Lasse Laura Laurenz Lea Lena Leni Lennart Lenny Leo Leon Leonard Leonhard Leonie Leonore
Leopold Leopoldine Levin Liam Lias Lieselotte Lilli Lilly Lina Linda Linnea Linus Lioba Lisa Livia Lore Loreen Lorenz
Lothar Louis Louisa Luca Lucas Lucia Ludger Ludwig Ludwina Luis Luisa Luise Lukas Lutz Luzie Lydia Magdalena Maik
Maike Maja Malin Malte Mandy Manfred Manuel Manuela Marc Marcel Marco Marcus Mareike Maren Margarete Margarethe Margit
Margot Margret Maria Marianne Marie Marieke Mariella Marina Mario Marion Marit Markus Marlen Marlene Marlies Marlis
Marta Marten Martha Martin Martina Mathias Mathilde Mathis Matthias Matti Mattis Maurice Max Maximilian Mechthild
Mechtild Mehmet Meike Meinhard Meinolf Melanie Melina Melissa Merle Mia Michael Michaela Michel Mina Miriam Mirjam
Mirko Mohamed Mona Monika Monique Moritz Murat Mustafa Nadia Nadine Nadja Natalie Natascha Nele Nelli Nicola Nicolai
Nicolas Nicole Nike Nikita Niklas Niko Nikola Nikolai Nikolas Nikolaus Nils Nina Nora Norbert Oda Olaf Ole Olga Oliver
Olivia Onno Ortrud Ortwin Oskar Oswald Ottilie Otto Pascal Patricia Patrick Paul Paula Pauline Pavel Peer Peggy Peter
Petra Philine Philip Philipp Pia Pierre Rafael Raik Raimund Rainer Ralf Ralph Ramona Raoul Raphael Rasmus Rebecca
Regina Regine Reimund Reiner Reinhard Reinhardt Reinhilde Reinhold Renate René Ria Ricarda Richard Rieke Rike Rita
Robert Robin Roland Rolf Roman Romy Ronald Ronja Ronny Rosa Rosalie Rosemarie Roswitha Roxana Ruben Rudi Rudolf
Rudolph Rupert Ruth Rüdiger Sabine Sabrina Sami Samira Samuel Sander Sandra Sandro Sara Sarah Sascha Saskia Sebastian
Selin Selina Selma Sibel Sibylle Siegbert Siegfried Sieglinde Siegmund Sigmar Sigrid Sigurd Silja Silke Silvana Silvia
Silvio Simon Simone Sina Sinan Sissy Sofia Sonia Sonja Sophia Sophie Stefan Stefanie Steffen Steffi Stella Stephan
Stephanie Stine Susan Susann Susanna Susanne Svantje Sven Svenja Swantje Sybille Sylvia Sören Tabea Tamara Tanja Taras
Tarek Tatjana Teresa Thea Thekla Theo Theodor Theresa Therese Thies Thilo Thomas Thorben Thorsten Till Tilman Tilmann
Tim Timo Timon Timur Tina Tine Tjark Tobias Tom Tomke Toni Torben Torsten Traudel Traute Tristan Tuğba Udo Ugur Ulf
Ulla Ulli Ulrich Ulrike Umut Urs Ursula Urte Uschi Ute Uwe Valentin Valentina Valerie Vanessa Veit Vera Verena
Veronika Victoria Viktor Viktoria Vincent Viola Vivian Vivien Volker Volkhard Volkmar Waldemar Walter Waltraud
Waltraut Wanda Wenke Wenzel Werner Wiebke Wieland Wilfried Wilhelm Willi Willy Wilma Wim Winfried Wladimir Wolf
Wolfgang Wolfhard Wolfram Wulf Xaver Yannick Yasmin Yusuf Yvonne Zeynep Zoe
"""

GIVEN_NAMES = frozenset(_USUAL.split())
