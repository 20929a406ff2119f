"""English words that are grammar rather than vocabulary, as the model reads them, and small tables about words.

A function word goes to the model as itself; every other word goes as a typed placeholder. So the lexicon may grow
without new weights, and no word of content can be lost or confused inside the model.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("a an the")
SUBJECT_PRONOUNS = _set("i you he she it we they")
OBJECT_PRONOUNS = _set("me him her us them")
POSSESSIVES = _set("my your his its our their mine yours hers ours theirs")
SELVES = _set("myself yourself himself herself itself ourselves yourselves themselves")
DEMONSTRATIVES = _set("this that these those")
WH_WORDS = _set("who whom whose what which where when why how")
BE = _set("be am is are was were been being")
HAVE = _set("have has had having")
DO = _set("do does did done doing")
GET = _set("get gets got gotten getting")
MODALS = _set("can could will would shall should may might must ought used")
NEGATIONS = _set("not never nor neither")
CONJUNCTIONS = _set(
    "and or but because if whether than as while until since before after so though although unless then"
)
PREPOSITIONS = _set("to of in on at from with without for by about into out up down over off during")
DEGREES = _set("very too more most less least just really so quite")
OTHERS = _set(
    "there any let's 's ago going go goes went gone like get got gets getting gotten yes ever let no please one ones"
)
MARKS = _set(". ? ! , -s -ed -en -ing -er -est -ly '")

FUNCTION_WORDS: frozenset[str] = (
    ARTICLES | SUBJECT_PRONOUNS | OBJECT_PRONOUNS | POSSESSIVES | SELVES | DEMONSTRATIVES | WH_WORDS | BE | HAVE | DO
    | MODALS | NEGATIONS | CONJUNCTIONS | PREPOSITIONS | DEGREES | OTHERS
)  # fmt: skip
"""Words that the model reads as themselves."""

FILLERS = _set(
    "um uh er oh hmm actually basically literally simply quite rather somewhat anyway ah hey kinda sorta indeed even "
    "such "
    "essentially overall thereby whatsoever merely namely whereby hence per alike huh whoo yay ooh aha mm na anymore"
)
"""Words that carry no sign of their own; left out, and recorded, where the lexicon has no sign for them."""

CONTRACTIONS: dict[str, str] = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "ain't": "is not",
    "let's": "let's", "gonna": "going to", "wanna": "want to", "gotta": "have to", "gimme": "give me",
    "lemme": "let me", "dunno": "do not know", "y'all": "you all", "'em": "them", "'cause": "because",
    "cuz": "because", "cos": "because", "o'clock": "o'clock", "ma'am": "ma'am", "wont": "will not", "cant": "can not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not", "couldnt": "could not",
    "shouldnt": "should not", "wouldnt": "would not", "im": "i am", "ive": "i have", "youre": "you are",
    "theyre": "they are", "thats": "that is", "whats": "what is", "wheres": "where is", "hows": "how is",
    "whos": "who is", "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "thx": "thanks",
    "ok": "okay", "k": "okay", "wanna-be": "wannabe", "b/c": "because", "w/": "with", "w/o": "without",
    "hafta": "have to", "outta": "out of", "kinda": "kinda", "'til": "until", "till": "until", "til": "until",
    "nope": "no", "nah": "no", "yeah": "yes", "yep": "yes", "yup": "yes", "yea": "yes",
}  # fmt: skip
"""Whole-word contractions and spellings of chat, to the words that they stand for."""

ENDINGS: dict[str, str] = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
"""Contracted endings whose expansion never depends on context (``'s`` and ``'d`` do)."""

MISSPELLINGS: dict[str, str] = {
    "teh": "the", "hte": "the", "adn": "and", "nad": "and", "waht": "what", "wat": "what", "wut": "what",
    "whta": "what", "becuase": "because", "becasue": "because", "beacuse": "because", "tommorow": "tomorrow",
    "tommorrow": "tomorrow", "tomorow": "tomorrow", "tomorro": "tomorrow", "yesturday": "yesterday",
    "yesteday": "yesterday", "freind": "friend", "recieve": "receive", "beleive": "believe",
    "definately": "definitely", "wierd": "weird", "thier": "their", "alot": "a lot", "untill": "until",
    "realy": "really", "wich": "which", "whcih": "which", "woudl": "would", "coudl": "could", "shoudl": "should",
    "gose": "goes",
    "dosent": "does not", "doesent": "does not", "tonite": "tonight", "nite": "night", "scool": "school",
    "shcool": "school", "skool": "school", "coffe": "coffee", "coffie": "coffee", "cofee": "coffee", "mothr": "mother",
    "fater": "father", "wrok": "work", "hosue": "house", "knwo": "know", "liek": "like", "wnat": "want", "yuo": "you",
    "yoru": "your", "tehy": "they", "studnet": "student", "nmae": "name", "favorate": "favorite",
    "restarant": "restaurant", "resturant": "restaurant", "restaraunt": "restaurant", "libary": "library",
    "bathrom": "bathroom", "bathrrom": "bathroom", "happend": "happened", "tought": "thought", "hungrey": "hungry",
    "beutiful": "beautiful", "beatiful": "beautiful", "docter": "doctor", "sucessful": "successful",
    "langauge": "language", "languge": "language", "sing language": "sign language", "helo": "hello",
    "hellow": "hello", "thankyou": "thank you", "goverment": "government", "calender": "calendar",
    "neccessary": "necessary", "seperate": "separate", "differnt": "different", "intresting": "interesting",
    "diffrent": "different", "hav": "have", "comming": "coming", "goin": "going", "doin": "doing", "nothin": "nothing",
    "gettin": "getting", "somethin": "something", "talkin": "talking", "lookin": "looking", "writting": "writing",
    "runing": "running", "swiming": "swimming", "stoped": "stopped", "begining": "beginning", "refered": "referred",
    "occured": "occurred", "succesful": "successful", "sucess": "success", "tommorows": "tomorrow", "tmrw": "tomorrow",
    "tmr": "tomorrow", "2day": "today", "2nite": "tonight", "b4": "before", "gr8": "great", "l8r": "later",
    "bday": "birthday", "pic": "picture", "pics": "pictures", "info": "information", "hw": "homework",
    "wendsday": "wednesday", "wensday": "wednesday", "wednsday": "wednesday", "thrusday": "thursday",
    "saterday": "saturday", "satuday": "saturday", "febuary": "february", "janurary": "january", "agust": "august",
    "brthday": "birthday", "birtday": "birthday", "hungy": "hungry", "thristy": "thirsty", "tierd": "tired",
    "exicted": "excited", "hapy": "happy", "probly": "probably", "prolly": "probably", "familly": "family",
    "famly": "family", "brohter": "brother", "borther": "brother", "sisiter": "sister", "fahter": "father",
    "moter": "mother", "mohter": "mother", "daugther": "daughter", "childern": "children", "chidren": "children",
    "pepole": "people", "peopel": "people", "poeple": "people", "thsi": "this", "taht": "that", "wiht": "with",
    "becuz": "because", "bc": "because", "becaus": "because", "beacause": "because", "alway": "always",
    "usualy": "usually", "somtimes": "sometimes", "finaly": "finally", "imediately": "immediately",
    "immediatly": "immediately", "agian": "again", "agin": "again", "befor": "before", "aftr": "after",
    "wether": "whether", "wheather": "weather", "enviroment": "environment", "wat's": "what is", "adress": "address",
    "apartement": "apartment", "appartment": "apartment", "accross": "across", "arround": "around",
    "beggining": "beginning", "buisness": "business", "bussiness": "business", "colege": "college",
    "comfterble": "comfortable", "comunicate": "communicate", "cemetary": "cemetery", "choclate": "chocolate",
    "chocolat": "chocolate", "desicion": "decision", "disapear": "disappear", "dissapointed": "disappointed",
    "embarass": "embarrass", "embarassed": "embarrassed", "excercise": "exercise", "experiance": "experience",
    "expirience": "experience", "foriegn": "foreign", "forteen": "fourteen", "fourty": "forty", "ninty": "ninety",
    "gratefull": "grateful", "garantee": "guarantee", "gaurd": "guard", "grammer": "grammar", "hospitle": "hospital",
    "hopital": "hospital", "independant": "independent", "interupt": "interrupt", "intrested": "interested",
    "knowlege": "knowledge", "labratory": "laboratory", "lisence": "license", "lonley": "lonely",
    "medecine": "medicine", "medcine": "medicine", "mispell": "misspell", "neigbor": "neighbor",
    "nieghbor": "neighbor", "occassion": "occasion", "oportunity": "opportunity", "parrents": "parents",
    "perants": "parents", "peice": "piece", "posible": "possible", "questoin": "question", "quesion": "question",
    "recomend": "recommend", "remeber": "remember", "rember": "remember", "remmber": "remember",
    "sandwhich": "sandwich", "secratary": "secretary", "sentance": "sentence", "shcedule": "schedule",
    "scedule": "schedule", "sience": "science", "sleapy": "sleepy", "speach": "speech", "stoping": "stopping",
    "suprise": "surprise", "suprised": "surprised", "surprized": "surprised", "teacer": "teacher", "techer": "teacher",
    "teachar": "teacher", "tendancy": "tendency", "tounge": "tongue", "truely": "truly", "understnad": "understand",
    "undrestand": "understand", "vegtable": "vegetable", "vegatable": "vegetable", "vaccum": "vacuum",
    "wierdo": "weirdo", "wintr": "winter", "writeing": "writing", "yestreday": "yesterday", "togther": "together",
    "allways": "always", "somthing": "something", "ppl": "people", "pple": "people",
}  # fmt: skip
"""Common misspellings; each use is recorded as a decision."""

SYNONYMS: dict[str, str] = {
    "way": "method", "detail": "information", "potential": "possible", "ultimately": "finally", "approval": "approve",
    "winner": "win", "graphic": "picture", "protective": "protect", "conclude": "finish", "conclusion": "end",
    "protester": "protest", "investigator": "investigate", "comment": "say", "awareness": "aware",
    "infection": "sick", "financial": "money", "presidential": "president", "expectation": "expect",
    "cultural": "culture", "incorporate": "include", "reverse": "opposite", "trim": "cut", "spine": "back",
    "grieve": "sad", "grief": "sad", "statement": "announce", "obstacle": "problem", "rifle": "gun",
    "firearm": "gun", "airliner": "airplane", "obviously": "clear", "media": "news", "campus": "college",
    "administration": "government", "disaster": "emergency", "wrap": "cover", "pork": "pig", "blade": "knife",
    "shooter": "shoot", "trap": "stuck", "internal": "inside", "passenger": "tourist", "accessible": "easy",
    "likely": "maybe", "possibly": "maybe", "potentially": "maybe", "perhaps": "maybe", "probably": "maybe",
    "ensure": "make sure", "obtain": "get", "acquire": "get", "receive": "get", "gain": "get", "utilize": "use",
    "employ": "use", "create": "make", "produce": "make", "craft": "make", "assemble": "build", "death": "die",
    "dead": "die", "perish": "die", "illness": "sick", "disease": "sick", "unwell": "sick", "claim": "say",
    "declare": "announce", "speech": "lecture", "remark": "say", "mention": "tell", "notify": "inform",
    "message": "text", "chat": "talk", "discussion": "discuss", "communicate": "talk", "communication": "talk",
    "conversation": "talk", "investigation": "investigate", "investigate": "research", "examine": "check",
    "inspect": "check", "review": "check", "verify": "check", "confirm": "check", "individual": "person",
    "human": "person", "public": "people", "folks": "people", "incident": "happen", "event": "happen",
    "occur": "happen", "occurrence": "happen", "former": "past", "previous": "past", "prior": "past", "current": "now",
    "currently": "now", "presently": "now", "ongoing": "continue", "remain": "stay", "proceed": "continue",
    "battle": "fight", "struck": "hit", "strike": "hit", "smash": "hit", "data": "information", "facts": "fact",
    "majority": "most", "multiple": "many", "numerous": "many", "various": "different", "several": "few",
    "total": "whole", "complete": "finish", "nearly": "almost", "roughly": "approximately", "throughout": "during",
    "upper": "high", "lower": "low", "inner": "inside", "outer": "outside", "nearby": "near", "distant": "far",
    "rapidly": "fast", "quickly": "fast", "swift": "fast", "gently": "slow", "gradually": "slow", "tighten": "tight",
    "loosen": "loose", "vital": "important", "essential": "important", "crucial": "important", "primary": "main",
    "major": "important", "significant": "important", "grab": "take", "grasp": "hold", "grip": "hold", "shut": "close",
    "toss": "throw", "chuck": "throw", "sip": "drink", "gulp": "drink", "munch": "eat", "snap": "break",
    "crack": "break", "load": "put", "insert": "put", "place": "put", "position": "place", "spot": "place",
    "location": "place", "site": "place", "venue": "place", "residence": "house", "employment": "work",
    "occupation": "work", "labor": "work", "wage": "salary", "income": "salary", "fee": "cost", "expense": "cost",
    "expenses": "cost", "purchase": "buy", "sample": "example", "instance": "example", "concern": "worry",
    "concerns": "worry", "anxious": "nervous", "worried": "worry", "glimpse": "see", "vision": "see",
    "gaze": "look at", "stare": "look at", "spectator": "audience", "viewer": "audience", "murder": "kill",
    "slay": "kill", "shooting": "shoot", "gunman": "shoot", "well": "good", "everything": "all", "lot": "many",
    "kid": "child", "automobile": "car", "begin": "start", "glad": "happy", "large": "big", "little": "small",
    "tiny": "small", "huge": "big", "physician": "doctor", "dad": "father", "daddy": "father", "mom": "mother",
    "mommy": "mother", "grandma": "grandmother", "grandpa": "grandfather", "photo": "picture", "photograph": "picture",
    "tv": "television", "phone": "telephone", "hi": "hello", "hey": "hello", "bye": "goodbye", "goodbye": "bye",
    "thanks": "thank you", "speak": "talk", "talk": "speak", "ill": "sick", "quick": "fast", "rapid": "fast",
    "pretty": "beautiful", "handsome": "attractive", "intelligent": "smart", "clever": "smart", "assist": "help",
    "aid": "help", "reply": "answer", "respond": "answer", "job": "work", "bike": "bicycle", "plane": "airplane",
    "aeroplane": "airplane", "film": "movie", "cinema": "movie", "supper": "dinner", "gift": "present",
    "present": "gift", "afraid": "scared", "frightened": "scared", "scared": "afraid", "angry": "mad", "mad": "angry",
    "ma'am": "woman", "guy": "man", "lady": "woman", "infant": "baby", "hubby": "husband", "toilet": "bathroom",
    "restroom": "bathroom", "washroom": "bathroom", "terrible": "awful", "awful": "terrible", "wonderful": "great",
    "fantastic": "wonderful", "excellent": "great", "amazing": "wonderful", "awesome": "wonderful", "rich": "wealthy",
    "wealthy": "rich", "error": "mistake", "store": "shop", "shop": "store", "taxi": "cab", "cab": "taxi",
    "signing": "sign", "hearing": "hear", "hug": "embrace", "arrive": "come", "difficult": "hard", "hard": "difficult",
    "simple": "easy", "finish": "end", "end": "finish", "cop": "police", "policeman": "police", "officer": "police",
    "fireman": "firefighter", "instructor": "teacher", "pupil": "student", "buddy": "friend", "pal": "friend",
    "folk": "people", "everybody": "everyone", "anybody": "anyone", "somebody": "someone", "nobody": "no one",
    "okay": "fine", "alright": "okay", "couch": "sofa", "sofa": "couch", "trash": "garbage", "garbage": "trash",
    "vacation": "holiday", "holiday": "vacation", "wed": "marry", "married": "marry", "expensive": "costly",
    "cheap": "inexpensive", "cry": "weep", "yell": "scream", "shout": "yell", "scream": "shout", "bunny": "rabbit",
    "puppy": "dog", "kitten": "cat", "kitty": "cat", "doggy": "dog", "stupid": "dumb", "dumb": "stupid",
    "odd": "strange", "weird": "strange", "strange": "weird", "purse": "bag", "suitcase": "luggage",
    "trousers": "pants", "sweets": "candy", "biscuit": "cookie", "soda": "pop", "subway": "train", "road": "street",
    "street": "road", "require": "need", "permit": "allow", "allow": "let", "observe": "watch", "select": "choose",
    "pick": "choose", "repair": "fix", "fix": "repair", "mend": "repair", "construct": "build", "discover": "find",
    "notice": "see", "attempt": "try", "wish": "hope", "enjoy": "like", "adore": "love", "dislike": "hate",
    "detest": "hate", "reside": "live", "inform": "tell", "ask for": "request", "gather": "meet",
    "return": "come back", "depart": "leave",
}  # fmt: skip
"""Words of the same meaning, tried where the lexicon has no sign for the word itself; each use is recorded."""

FEMALE = _set(
    "anna emma olivia ava sophia isabella mia amelia evelyn mary patricia jennifer linda elizabeth barbara susan "
    "jessica "
    "sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah "
    "laura "
    "rebecca sharon cynthia kathleen amy angela helen alice maria julia jane kate rachel lucy grace ella nina eva "
    "lena sofia "
    "mother mom mommy grandmother grandma sister aunt daughter niece wife girlfriend girl woman lady queen princess "
    "waitress "
    "actress bride hannah zoe chloe lily claire diana rosa sally wendy megan nicole tina anne ann priya fatima aisha "
    "mei yuki"
)
MALE = _set(
    "liam noah oliver james elijah william henry lucas benjamin john robert michael david richard joseph thomas "
    "charles "
    "christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward "
    "ronald timothy "
    "jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon frank peter tom tim bob "
    "bill ben "
    "sam max leo jack joe mike dan nick alex adam carlos jose juan luis pedro ahmed ali omar ivan raj wei hiro "
    "father dad daddy "
    "grandfather grandpa brother uncle son nephew husband boyfriend boy man guy king prince waiter policeman fireman"
)
OTHER_NAMES = _set(
    "paris london berlin tokyo texas california florida ohio nevada oregon boston chicago dallas seattle austin "
    "denver miami "
    "madrid rome moscow cairo smith johnson brown jones garcia miller davis wilson sydney toronto dublin taylor "
    "jordan morgan casey"
)
NAMES: frozenset[str] = (FEMALE | MALE | OTHER_NAMES) - _set(
    "mother mom mommy grandmother grandma sister aunt daughter niece wife girlfriend girl woman lady queen princess "
    "waitress actress "
    "bride father dad daddy grandfather grandpa brother uncle son nephew husband boyfriend boy man guy king prince "
    "waiter policeman "
    "fireman mark bill frank max grace lily rosa rose will brown"
)
"""Names known as such even where they are written in lower case."""

ABBREVIATIONS: dict[str, str] = {
    "mr": "mr", "mrs": "mrs", "ms": "ms", "dr": "doctor", "prof": "professor", "st": "street", "vs": "versus",
    "etc": "and so on", "e.g": "for example", "i.e": "that is", "a.m": "am", "p.m": "pm", "u.s": "usa", "u.s.a": "usa",
}  # fmt: skip
"""Abbreviations that end in a full stop which ends no sentence."""

MONTHS: dict[str, str] = {
    "january": "JAN", "february": "FEB", "march": "MARCH", "april": "APRIL", "may": "MAY", "june": "JUNE",
    "july": "JULY",
    "august": "AUG", "september": "SEPT", "october": "OCT", "november": "NOV", "december": "DEC", "jan": "JAN",
    "feb": "FEB",
    "aug": "AUG", "sept": "SEPT", "sep": "SEPT", "oct": "OCT", "nov": "NOV", "dec": "DEC",
}  # fmt: skip
"""Months, and the letters that ASL spells for each."""
