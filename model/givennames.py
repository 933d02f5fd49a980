"""Given names that are usual in Germany: by them a person is found without a title."""

_USUAL = """
Achim Adam Adelheid Adrian Agnes Albert Albrecht Alexander Alexandra Alfred Ali Alice Alina Alois Alwin Amelie
Andrea Andreas Andrej André Angela Angelika Angelina Anja Anke Anna Anne Annegret Annekathrin Anneliese Annemarie
Annette Annika Antje Anton Antonia Armin Arne Arno Arnold Arthur Astrid Axel Barbara Bastian Beate Beatrice Benedikt
Benjamin Bernd Bernhard Bert Bertram Bettina Bianca Birgit Birgitta Björn Bodo Boris Brigitte Britta Bruno Burkhard
Carina Carla Carmen Carola Carolin Caroline Carsten Cem Charlotte Chris Christa Christian Christiane Christina
Christine Christof Christoph Clara Claudia Claus Clemens Conrad Constanze Corinna Cornelia Cornelius Daniel Daniela
David Denise Dennis Detlef Diana Dieter Dietmar Dietrich Dirk Dominik Dominique Doris Dorothea Dorothee Eberhard
Eckhard Edgar Edith Eduard Egon Ekkehard Elena Eleonore Elfriede Elias Elisa Elisabeth Elke Ella Ellen Elmar Elsa
Elvira Emil Emilia Emma Erhard Eric Erich Erik Erika Erna Ernst Erwin Esther Eugen Eva Evelyn Ewald Fabian Fatma
Felix Ferdinand Finn Florian Frank Franka Franz Franziska Frauke Fred Frederik Friederike Friedhelm Friedrich Fritz
Gabi Gabriel Gabriela Gabriele Georg Gerald Gerd Gerda Gerhard Gerlinde Gernot Gero Gert Gertrud Gesine Gisela Gitta
Gottfried Gregor Greta Grit Gudrun Guido Gunnar Gunter Gunther Gustav Götz Günter Günther Hanna Hannah Hannelore
Hannes Hans Harald Hartmut Hasan Hedwig Heide Heidemarie Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helen
Helena Helene Helga Hella Helmut Helmuth Hendrik Henning Henri Henrik Herbert Hermann Hermine Herta Hilde Hildegard
Holger Horst Hubert Hugo Ibrahim Ida Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingolf Ingrid Ingrida Irene
Iris Irmgard Isabel Isabell Isabella Isabelle Ivan Ivo Ivonne Jakob Jan Jana Janina Janine Jasmin Jens Jessica
Joachim Jochen Johann Johanna Johannes John Jonas Jonathan Josef Joseph Jost Judith Julia Julian Juliane Julius
Justus Jutta Jörg Jürgen Kai Karin Karina Karl Karla Karoline Karsten Katharina Kathrin Katja Katrin Kerstin Kilian
Kim Kira Kirsten Klara Klaus Klemens Knut Konrad Konstantin Kristin Kristina Kurt Lara Lars Laura Lea Lena Leni Leo
Leon Leonard Leonhard Leonie Leonore Leopold Lina Linda Linus Lisa Livia Lorenz Lothar Louis Louisa Lucas Lucia
Ludger Ludwig Luisa Luise Lukas Lutz Lydia Magdalena Maik Maja Malte Mandy Manfred Manuel Manuela Marc Marcel Marco
Marcus Margarete Margarethe Margit Margot Margret Maria Marianne Marie Marina Mario Marion Markus Marlene Marlies
Marta Martha Martin Martina Mathias Mathilde Mathis Matthias Max Maximilian Mehmet Meike Melanie Merle Mia Michael
Michaela Michel Miriam Mirjam Mirko Mohamed Monika Monique Moritz Mustafa Nadine Nadja Natalie Natascha Nicola
Nicole Niklas Niko Nikola Nikolas Nikolaus Nils Nina Nora Norbert Olaf Ole Oliver Olivia Oskar Oswald Otto Pascal
Patricia Patrick Paul Paula Pauline Peer Peter Petra Philip Philipp Pia Rafael Rainer Ralf Ralph Ramona Raphael
Rebecca Regina Regine Reiner Reinhard Reinhold Renate René Ria Ricarda Richard Rita Robert Robin Roland Rolf Roman
Romy Ronald Rosa Rosemarie Roswitha Rudi Rudolf Rupert Ruth Rüdiger Sabine Sabrina Samuel Sandra Sara Sarah Sascha
Saskia Sebastian Selma Sibylle Siegfried Siegmund Sigmar Sigrid Silke Silvia Silvio Simon Simone Sina Sofia Sonja
Sophia Sophie Stefan Stefanie Steffen Steffi Stella Stephan Stephanie Susan Susann Susanna Susanne Svantje Sven
Svenja Swantje Sybille Sylvia Tabea Tamara Tanja Tatjana Teresa Thea Theo Theodor Theresa Therese Thilo Thomas
Thorben Thorsten Tim Timo Tina Tobias Tom Toni Torben Torsten Udo Ulf Ulla Ulrich Ulrike Ursula Ute Uwe Valentin
Valerie Vanessa Vera Verena Veronika Victoria Viktor Viktoria Vincent Viola Vivien Volker Volkmar Walter Waltraud
Wanda Werner Wiebke Wilfried Wilhelm Willi Willy Winfried Wolf Wolfgang Wolfram Yasmin Yvonne Zoe
"""

GIVEN_NAMES = frozenset(_USUAL.split())
