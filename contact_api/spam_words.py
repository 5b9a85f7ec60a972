"""What the layers look words up in: each a text of words between spaces."""

# Words that nearly every Dutch sentence has some of, and that English and German hardly share.
DUTCH = """
aan alleen als alvast altijd andere bedankt ben bent beste bij dan dank dat de deze dit doe doen dochter een
eens eigen elkaar en er gaan gaat geen graag groet groeten groetjes haar hallo heb hebben hebt heeft heel
het hij hoi hun ie iemand iets ik ja jaar je jij jou jouw jullie kan kinderen komen komt kon kunnen kunt
maar maken meer met mij mijn misschien moet moeten na naar niet niets nog nooit nou nu ofzo om omdat onder
ons onze ook op sinds soms steeds te tegen thuis toch toen tot twee uit uw vaak van veel voor vraag waar
waarom waren wat weer weet wel welke weten wie wij wil willen wilt worden wordt zal ze zeer zegt zelf zich
zie ziet zijn zo zoals zoon zou
"""
# What a message to this practice is about, and a seller's is not.
FAMILY = """
baby dochter dochters dochtertje gezin gezinnen kind kinderen kindje kleindochter kleinzoon kleuter mama
moeder oma opa opvoeding ouder ouders papa peuter puber vader zoon zoons zoontje
"""
# Who says something of themselves over and over is in need, and is no robot.
SELF = "help ik me mij mijn"
# Hosts that hide where a link leads.
SHORTENERS = """
bit.ly clck.ru cutt.ly goo.gl is.gd linktr.ee ow.ly rb.gy rebrand.ly s.id shorturl.at t.co t.ly t.me
telegra.ph tiny.cc tinyurl.com vk.cc
"""
