"""First names and surnames borne in France, folded: what makes a text look like someone.

The commonest of each generation since 1940, and the commonest surnames. Those that are
more often another word (Petit, Blanc, Rose, Noël, a trade) are left out.
"""

from __future__ import annotations

_PRENOMS = """
adam adele adeline adrien agathe agnes aicha alain albert alexandra alexandre alexia
alexis alice aline alix alma amandine amelie amina amine anais anatole andre andree
angelique anna anne annick annie antoine antoinette ariane armand arnaud arthur assia
astrid audrey aurelie aurelien aurore axel ayoub baptiste barbara bastien beatrice
benedicte benjamin benoit bernadette bertrand brigitte bruno camille capucine carine
carole caroline catherine cecile cedric celia celine chantal charlene charles charlotte
chloe christelle christian christiane christine christophe clara clarisse claude
claudine clemence clement clementine colette coralie corentin corinne cyril cyrille
damien daniel daniele danielle david deborah delphine denise diane didier djamila
dominique dylan eddy edith edouard elena eliane elisabeth elise elodie eloise elsa
emeline emilie emma emmanuel emmanuelle enzo eric erwan esteban estelle ethan etienne
eugenie eva evelyne fabien fabienne fabrice farid fatima fatma fatoumata faustine
fernand florent florian francine francis franck francois francoise frederic frederique
gabriel gabrielle gaelle gaetan genevieve georges georgette gerald geraldine gerard
germaine ghislaine gilbert gilles ginette gisele guillaume guy gwenaelle hamza hanane
helene henri henriette herve hugo hugues ibrahim ines irene isabelle ismael jacqueline
jacques jade jamila jean jeanne jeannine jeremie jeremy jerome jessica joel joelle johan
johanna jonathan jordan joris josephine josette josiane julia julie julien juliette
justine karim karima karine katia kevin khadija khalid killian laetitia laila lea leila
lena leo leon leonie lilian liliane lina lionel lise loic lola lou louane louis louisa
louise luc lucas lucie lucien lucienne ludivine ludovic lydia lydie madeleine mael
maelle maeva magali malika manon marc marcel marcelle margaux margot marguerite maria
mariam marianne marie marielle marine marion marius marjorie marlene martine maryse
mateo mathieu mathilde mathis matteo matthieu maud maurice mauricette maxime medhi mehdi
melanie melissa michel michele micheline michelle mickael mireille miriam mohamed
mohammed monique morgane moussa muriel myriam nadege nadia nadine naima nassim natacha
nathalie nathan nicolas nicole noemie nolan nora nour oceane odette odile olivier omar
ophelie oumar pascal pascale patrice patricia patrick paul paulette pauline peggy
philippe pierre quentin rachel rachid raphael raphaelle raymond raymonde regine remi
remy renaud rene renee richard robert roger roland romain romane roxane sabine sabrina
said salima samia samir samira samuel sandra sandrine sara sarah sasha sebastien serge
severine simone sofia solange solene sonia sophie stephane stephanie suzanne sylvain
sylvie tania tatiana theo therese thibault thibaut thierry thomas tiphaine titouan tom
tristan valentin valentine valerie vanessa veronique victor victoria vincent virginie
viviane wendy xavier yacine yann yannick yasmine yohan yolande youcef youssef yves
yvette yvon yvonne zacharie zoe zohra
"""

_NOMS = """
arnaud aubert bailly barbier benali benoit bernard besson blanchard bonnet breton brun
brunet caron chevallier collet delattre diallo dubois dufour dumont dupont dupre dupuis
durand faure fernandez ferreira fournier gaillard garcia garnier gauthier girard giraud
guerin guichard guillaume guillot hamon henry herve hubert jacquet joly lacroix lambert
langlois laurent leblanc leclerc lefebvre lefevre legrand lemaire lemoine leroux leroy
lopez lucas maillard martin martinez marty masson menard mercier meyer moreau morel
morin muller nguyen olivier pereira perez perrin philippe picard pichon poirier prevost
renard renaud rey rodriguez rousseau roussel roux roy sanchez santos schmitt schneider
silva simon traore vasseur vidal weber
"""

PRENOMS = frozenset(_PRENOMS.split())
NOMS = frozenset(_NOMS.split())
