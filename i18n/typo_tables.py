"""Words that matter: tables, a language each, for telling a typo from a change of meaning (`typos`).

A ``*`` at the end of a word stands for any ending. To extend a table, add words in lower case;
a word too much only makes a translator look once more, a word missing lets a change pass.
Sources: the closed word classes of any grammar; negation after the UD guidelines (Polarity=Neg).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Table:
    """What a language counts, dates, denies and joins with.

    ``negations`` deny or restrict; ``negating`` are prefixes, ``lacking`` suffixes, that turn
    a word into its contrary. ``closed`` are words of grammar: one does not become another by a
    slip, but within a group of ``slips``. ``little`` words may come and go.
    """

    negations: re.Pattern[str]
    negating: tuple[str, ...]
    lacking: tuple[str, ...]
    numbers: re.Pattern[str]
    dates: re.Pattern[str]
    closed: frozenset[str]
    little: frozenset[str]
    slips: tuple[frozenset[str], ...]


OPPOSED = tuple(
    "anti pro pre post over under up down in de ex im inter intra intro out on off for back fore after with hyper hypo "
    "super sub про анти контр до после пере недо над под при у в от вы за до vor nach über unter ein aus auf ab".split()
)
"""Prefixes that make contraries of one stem: import and export, pre-war and post-war."""


@cache
def table(language: str) -> Table | None:
    """The table of a language; its regions and scripts share one. None when nobody has made it."""
    rows = _TABLES.get(language.split("-")[0])
    if rows is None:
        return None
    closed = frozenset(rows["closed"].split())
    return Table(
        negations=_pattern(rows["negations"]),
        negating=tuple(rows["negating"].split()),
        lacking=tuple(rows["lacking"].split()),
        numbers=_pattern(rows["numbers"]),
        dates=_pattern(rows["dates"]),
        closed=closed,
        little=frozenset(rows["little"].split()),
        slips=tuple(frozenset(group.split()) for group in rows["slips"].split("/")),
    )


def _pattern(words: str) -> re.Pattern[str]:
    """Matches one whole word of a list in lower case; its group is what stands before the ``*``."""
    return re.compile("|".join(map(_word, words.split())))


def _word(word: str) -> str:
    return f"({re.escape(word[:-1])}).*" if word.endswith("*") else f"({re.escape(word)})"


_TABLES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "negations": """
            no not non never none nobody nothing nowhere neither nor without cannot unless except hardly scarcely
            barely seldom rarely isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't
            shouldn't mustn't needn't mightn't shan't hasn't haven't hadn't ain't isnt arent wasnt werent dont
            doesnt didnt wont wouldnt cant couldnt shouldnt mustnt neednt hasnt havent hadnt aint noone
        """,
        "negating": "un in im il ir dis non mis anti counter a ab de mal",
        "lacking": "less free",
        "numbers": """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred* thousand*
            million* billion* trillion* dozen* half halves quarter* third* first second secondly thirdly fourth*
            fifth* sixth* seventh* eighth* ninth* tenth* eleventh* twelfth* thirteenth fourteenth fifteenth
            sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth
            eightieth ninetieth hundredth* once twice thrice double* triple* both single pair*
        """,
        "dates": """
            januar* februar* march april may june july august septemb* octob* novemb* decemb* jan feb mar apr jun
            jul aug sep sept oct nov dec monday* tuesday* wednesday* thursday* friday* saturday* sunday* today*
            yesterday* tomorrow* tonight*
        """,
        "closed": """
            a about above across after again against all almost already also although always am among an and another
            any are around as at away be because been before behind being below between both but by can could did do
            does done down during each either else enough even ever every few for former from had has have he her
            here hers him his how i if in into is it it's its just last later least less like little many may me
            might mine more most much must my near next now of off often on once only onto or other ought our ours
            out over own past perhaps quite rather same shall she should since so some soon still such than that the
            their theirs them then there these they they're this those though through till to together too toward
            towards under until up upon us very was we well were what when where whether which while who who's whom
            whose why will with within would yes yet you you're your yours no not never none nor neither without
            unless except
        """,
        "little": "a an the that of and",
        "slips": """
            a an/is are/was were/has have/do does/in on at/that which who whom/who whom/than then/to too/it's its/
            there their they're/your you're/who's whose/of off/like as/fewer less/this these/that those/form from/
            dont don't/doesnt doesn't/cant can't/wont won't/lets let's/
            naive naïve/cliche cliché/elite élite/facade façade/cafe café
        """,
    },
    "de": {
        "negations": """
            nicht nichts nie niemals niemand* nirgend* kein* weder noch ohne außer kaum selten nein bloß nur
            keinesfalls keineswegs
        """,
        "negating": "un nicht miss ent in im ir a anti gegen wider ver",
        "lacking": "los lose losen loser loses frei arm",
        "numbers": """
            null eins zwei* zwo drei* vier* fünf* sechs* sech* sieb* acht* neun* zehn* elf* zwölf* zwanzig* dreißig*
            hundert* tausend* million* milliard* billion* halb* hälfte* dritt* erste* zweit* einmal beide* dutzend*
            doppel* paar
        """,
        "dates": """
            januar* jänner* februar* feber* märz* april* mai juni* juli* august* septemb* oktob* novemb* dezemb*
            montag* dienstag* mittwoch* donnerstag* freitag* samstag* sonnabend* sonntag* heute gestern morgen
            vorgestern übermorgen
        """,
        "closed": """
            ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bald bei beim bevor bin
            bis bist da dabei dafür dagegen damit danach dann daran darauf daraus darin darum das dass davon davor
            dazu dein dem den denn der des deshalb die dies diese diesem diesen dieser dieses doch dort du durch
            ebenso ein eine einem einen einer eines einige er es etwas euch euer für gegen genug gewesen hat hatte
            hatten hätte haben hier hin hinter ich ihm ihn ihnen ihr ihre im immer in ins ist ja je jede jedem jeden
            jeder jedes jene jetzt kann können könnte man manche mehr mein mich mir mit muss müssen nach nachdem
            neben noch nun ob oder oft sehr sei sein seine seit seid selbst sich sie sind so sobald solche soll
            sollte sondern über um und uns unser unter viel viele vom von vor wann war waren warum was weg weil
            weiter welche wem wen wenig wenn wer werden wie wieder will wir wird wo wohl wurde wurden würde zu zum
            zur zwar zwischen kein keine nicht nie ohne
        """,
        "little": "der die das den dem des ein eine einen einem einer eines und dass",
        "slips": """
            das dass/der die das den dem des/ein eine einen einem einer eines/seid seit/ist sind/war waren/hat
            haben/wird werden/wen wenn/den denn/im in/am an/zum zu/zur zu/dies dieses/diese diesem diesen dieser
            dieses/ alle allem allen aller alles/jede jedem jeden jeder jedes/als wie/ales alles/mir mich/dir dich/
            ihm ihn
        """,
    },
    "ru": {
        "negations": """
            не нет ни никогда никто никого никому никем ничто ничего ничему ничем никак* нигде никуда ниоткуда
            нельзя без безо кроме едва вряд отнюдь лишь только нету незачем некому нечего некогда негде
        """,
        "negating": "не ни без бес анти контр а дис ин",
        "lacking": "",
        "numbers": """
            ноль нуль один одна одно одни одн* два две дву* двое двои* двадцат* двенадцат* двест* три трех* трёх*
            трем* трём* трое* трои* тридцат* тринадцат* трист* четыр* четвер* четвёр* пят* шест* семь семи семью
            седьм* семер* семьдесят* семнадцат* семьсот* восем* восьм* девят* десят* одиннадцат* сорок* сто ста сот*
            тысяч* миллион* миллиард* триллион* полтор* половин* пол треть трет* перв* втор* дважды трижды однажды
            оба обе обо* дюжин* пар*
        """,
        "dates": """
            январ* феврал* март* апрел* май мая мае маю июн* июл* август* сентябр* октябр* ноябр* декабр*
            понедельник* вторник* среда среду четверг* пятниц* суббот* воскресен* сегодня* вчера* завтра* позавчера
            послезавтра
        """,
        "closed": """
            а без более бы был была были было быть в вам вами вас ваш во вот все всё всего всегда всей всем всеми
            всех вы где да даже для до друг другой его ее её ей ему если есть еще ещё же за здесь и из или им ими их
            к каждый как какой ко когда которая которого которое которой которые который кто куда ли либо лишь между
            меня мне много мной мог могут может мы на над надо нам нами нас наш него нее неё ней нем нём но ну о об
            один он она они оно от очень по под пока после потом потому почему почти при про раз разве с сам самый
            свой себе себя сейчас со так такой там тебе тебя тем теперь то тогда того тоже той только том тот ту тут
            ты у уж уже хоть хотя чего чей чем через что чтоб чтобы чуть эта эти этим этих это этого этой этом этот
            эту я не ни нет
        """,
        "little": "и",
        "slips": """
            все всё/ее её/еще ещё/о об/в во/с со/к ко/из изо/чтоб чтобы/хоть хотя/тот та то те/этот эта это эти/
            который которая которое которые которого которой/тоже также/что чтобы
        """,
    },
    "uk": {
        "negations": """
            не ні нема немає ніколи ніхто нікого нікому ніким ніщо нічого нічому нічим ніяк* ніде нікуди звідки без
            крім окрім ледве навряд лише тільки аж годі нізвідки
        """,
        "negating": "не ні без анти контр а дис",
        "lacking": "",
        "numbers": """
            нуль один одна одне одні одн* два дві двох двом двома двоє дво* двадцят* дванадцят* двіст* три трьо*
            троє тре* тридцят* тринадцят* чотир* четвер* п'ят* п’ят* шіст* шост* сім сьом* сем* вісім* восьм* вось*
            дев'ят* дев’ят* десят* одинадцят* сорок* сто ста сот* тисяч* мільйон* мільярд* трильйон* півтор*
            половин* пів перш* друг* двічі тричі обидв* обоє дюжин*
        """,
        "dates": """
            січ* лют* берез* квіт* трав* черв* лип* серп* верес* жовт* листопад* груд* понеділ* вівтор* серед*
            четвер* п'ятниц* п’ятниц* субот* неділ* сьогодні* вчора* учора* завтра* позавчора післязавтра
        """,
        "closed": """
            а або але би був була були було бути в вам вами вас ваш вже ви від він вона вони воно все всі всіх всю
            де для до дуже ж за завжди з зараз зі і із й його йому її їй їм їх їхній каже коли кожен котрий ким кого
            кому куди ледь між мене мені ми мій може на над нам нами нас наш навіть неї ній них о об однак от перед
            по під після поки потім при про раз сам свій себе собі та так такий там те ти тим тих то тобі тоді того
            тому той тут у хай хоч хто це цей ця ці цього цьому через чи чий чим чого чому що щоб ще я як який яка
            яке які якщо не ні без
        """,
        "little": "і й та",
        "slips": "і й та/у в/з із зі/вже уже/щоб щоби/цей ця це ці/той та те ті/який яка яке які/чи або",
    },
    "be": {
        "negations": """
            не ня ні няма нельга ніколі ніхто нікога нікому нікім нішто нічога нічому нічым ніяк* нідзе нікуды без
            акрамя апроч ледзь наўрад толькі адно
        """,
        "negating": "не ня ні без бяз анты контр а дыс",
        "lacking": "",
        "numbers": """
            нуль адзін адна адно адны адн* два дзве двух двум двума двое дву* двац* дванац* дзвес* тры трох тром
            трыма трое трэц* трыц* трынац* чатыр* чацв* чац* пяц* пят* шэсц* шаст* шост* сем сям* сёмы сём* восем*
            васьм* восьм* дзевя* дзявя* дзеся* дзяся* адзінац* сорак* сто ста сот* тысяч* мільён* мільярд* трыльён*
            паўтар* палов* палав* перш* друг* двойчы тройчы абодва абедзве абое тузін*
        """,
        "dates": """
            студз* лют* сакавік* красавік* травен* траўн* май мая чэрвен* чэрвен* ліпен* жнівен* жніўн* верас*
            кастрычнік* лістапад* снежн* снежан* панядзел* аўтор* серад* чацвер* чацвяр* пятніц* субот* нядзел*
            сёння* учора* заўтра* пазаўчора паслязаўтра
        """,
        "closed": """
            а або але бо бы быў была былі было быць в вам вамі вас ваш ва вельмі вы гэта гэтай гэтага гэты гэтыя да
            дзе для ж жа за заўсёды з зараз і із й яго яму яе ёй ім іх іхні калі кожны каторы кім каго каму куды між
            мне мяне мы мой можа на над нам намі нас наш нават ніж о аб аднак ад перад па пад пасля пакуль потым пры
            пра раз сам свой сябе сабе та так такі там тое ты тым тых табе тады таго таму той тут у хай хаця хто
            цераз праз ці чый чым чаго чаму што каб яшчэ я як які якая якое якія якога якой ўжо ужо не ня ні без
        """,
        "little": "і й",
        "slips": "і й/у ў/з са/ўжо ужо/гэты гэта гэтыя гэтай/той та тое тыя/які якая якое якія/не ня",
    },
    "fa": {
        "negations": """
            نه نیست* نبود* نباش* هیچ* هرگز بدون بی نباید نخواه* نمی* ندار* نداشت* نشد* نکرد* مگر جز غیر فاقد نا عدم
            لا
        """,
        "negating": "ن نا بی غیر ضد لا نمی",
        "lacking": "",
        "numbers": """
            صفر یک دو سه چهار پنج شش هفت هشت ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل
            پنجاه شصت هفتاد هشتاد نود صد* دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد هزار* میلیون* میلیارد* نیم*
            نصف* ثلث* ربع* اول* دوم* سوم* چهارم* پنجم* ششم* هفتم* هشتم* نهم* دهم* نخست* یکبار دوبار هردو
        """,
        "dates": """
            ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر فروردین اردیبهشت خرداد تیر مرداد
            شهریور مهر آبان آذر دی بهمن اسفند شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه امروز*
            دیروز* فردا* امشب دیشب پریروز پس‌فردا
        """,
        "closed": """
            من تو او ما شما آنها آن‌ها ایشان این آن همین همان که چه چرا کجا کی کدام در به از با بر برای تا و یا اگر
            اما ولی بلکه زیرا چون هم نیز پس پیش بعد قبل زیر روی بین میان هر همه چند بسیار بیش کم خود دیگر باید شاید
            است بود شد شود کرد کند دارد داشت خواهد را هنوز فقط تنها حتی نه هیچ جز مگر بدون
        """,
        "little": "را که و",
        "slips": "که تا/است هست/آنها آن‌ها",
    },
    "zh": {
        "negations": "不 没 沒 无 無 非 未 勿 莫 别 別 弗 否 毋 甭 休 仅 僅 只",
        "negating": "",
        "lacking": "",
        "numbers": "零 〇 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 兩 半 双 雙 几 幾 第",
        "dates": "年 月 日 号 號 今 明 昨 前 后 後",
        "closed": """
            上 下 左 右 内 內 外 大 小 多 少 高 低 长 長 短 东 東 西 南 北 进 進 出 买
            買 卖 賣 生 死 胜 勝 败 敗 敌 敵 友 男 女 父 母 增 减 減 加 开 開 关 關 新
            旧 舊 先 早 晚 你 我 他 她 它 强 強 弱 好 坏 壞 真 假 和 战 戰 胜 负
        """,
        "little": "的 了 地 得 着 著",
        "slips": "的 地 得/做 作/像 象/在 再/帐 账/份 分/计 记/以 已/必 毕/须 需",
    },
}
