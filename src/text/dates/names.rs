//! The names of months in the languages feeds are written in, and the other words of a date, folded. Names of days
//! are in no table: they add nothing, and a word that is not known is passed over.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word of a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A month, from 1.
    Month(i8),
    /// `mar.`: Tuesday or March in French, Spanish and Italian; March where no other month is told.
    TuesdayOrMarch,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// The number before is a year, a month, a day, hours.
    Unit(Unit),
    /// The number after is a month (Vietnamese).
    MonthNext,
}

/// What a number before a word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// The meaning of a folded word; none for one that is not known.
pub fn word(folded: &str) -> Option<Word> {
    let unit = |unit| Some(Word::Unit(unit));
    match folded {
        "mar" => Some(Word::TuesdayOrMarch),
        "am" | "πμ" => Some(Word::Am),
        "pm" | "μμ" => Some(Word::Pm),
        "年" | "년" | "г" | "год" | "года" => unit(Unit::Year),
        "月" | "월" => unit(Unit::Month),
        "日" | "일" | "号" => unit(Unit::Day),
        "h" | "hs" | "hr" | "hrs" | "heure" | "heures" | "uhr" | "u" | "ч" | "时" | "時" | "点"
        | "點" | "시" => unit(Unit::Hour),
        "m" | "mn" | "min" | "minutes" | "мин" | "分" | "분" => unit(Unit::Minute),
        "s" | "sec" | "secondes" | "сек" | "秒" | "초" => unit(Unit::Second),
        "thang" | "thg" => Some(Word::MonthNext),
        _ if folded.is_ascii() => MONTHS.get(folded).copied().map(Word::Month),
        // Glued to the day before them in Chinese and Japanese.
        _ if ["上午", "午前", "오전"]
            .iter()
            .any(|am| folded.ends_with(am)) =>
        {
            Some(Word::Am)
        }
        _ if ["下午", "午後", "오후"]
            .iter()
            .any(|pm| folded.ends_with(pm)) =>
        {
            Some(Word::Pm)
        }
        _ => MONTHS.get(folded).copied().map(Word::Month),
    }
}

/// A month in Roman capitals, `17-III-2021`.
pub fn roman(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let at = MONTHS.iter().position(|month| *month == word)?;
    i8::try_from(at + 1).ok()
}

/// Lower case, no accents, no marks, one letter for another where Unicode does not take them apart; what could not
/// be decoded (U+FFFD) is left out.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\u{fffd}' => {}
            'ı' => folded.push('i'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ø' | 'Ø' => folded.push('o'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    // Hangul is taken apart by NFD; the tables have it whole.
    match folded
        .chars()
        .any(|c| ('\u{1100}'..='\u{11ff}').contains(&c))
    {
        true => folded.nfc().collect(),
        false => folded,
    }
}

static MONTHS: LazyLock<HashMap<String, i8>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for row in ROWS {
        for (month, names) in (1..).zip(row.split(' ')) {
            for name in names.split('|').filter(|name| *name != "-") {
                all.entry(fold(name)).or_insert(month);
            }
        }
    }
    all
});

/// Twelve months a row, several names of one month between strokes, `-` where a row has none; the first row that has
/// a name keeps it (`lip` is July in Polish, `listopad` November in Polish and Czech, not October as in Croatian).
const ROWS: &[&str] = &[
    // English, French, and French whose accents were lost in decoding.
    "january|jan february|feb march apr|april may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec",
    "janvier|janv fevrier|fevr|fev mars avril|avr mai juin juillet|juil aout|aou septembre octobre novembre decembre",
    "janvier fvrier|fvr - - - - - aot - - - dcembre|dc",
    // German with Austrian, Spanish, Italian, Portuguese, Dutch with Indonesian.
    "januar|janner|jaenner februar|feber marz|maerz|mrz - - juni juli - - oktober|okt - dezember|dez",
    "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic",
    "gennaio|gen febbraio|febb - aprile maggio|mag|magg giugno|giu luglio|lug - settembre|sett ottobre|ott - dicembre",
    "janeiro fevereiro marco - maio junho julho - setembro outubro|out novembro dezembro",
    "januari februari|febr maart|mrt|maret - mei - - augustus|agustus|agt - - - desember|des",
    // Catalan, Occitan, Breton (whose November, `Du`, is left to the article).
    "gener|genier febrer|febrier marc - maig juny|junh juliol|julhet agost|ag setembre octobre novembre desembre|decembre",
    "genver hwevrer meurzh ebrel mae mezheven gouere|gouhere eost gwengolo here - kerzu",
    // Swedish, Danish, Norwegian, Icelandic, Finnish, Estonian.
    "- - marts - maj - - augusti|agust - - - -",
    "tammikuu|tammikuuta|tammi helmikuu|helmikuuta|helmi maaliskuu|maaliskuuta|maalis huhtikuu|huhtikuuta|huhti toukokuu|toukokuuta|touko kesakuu|kesakuuta|kesa heinakuu|heinakuuta|heina elokuu|elokuuta|elo syyskuu|syyskuuta|syys lokakuu|lokakuuta|loka marraskuu|marraskuuta|marras joulukuu|joulukuuta|joulu",
    "jaanuar veebruar|veebr marts aprill - juuni juuli - - oktoober - detsember|dets",
    // Polish, Czech, Slovak, Hungarian, Romanian.
    "styczen|stycznia|sty luty|lutego|lut marzec|marca kwiecien|kwietnia|kwi maja czerwiec|czerwca|cze lipiec|lipca|lip sierpien|sierpnia|sie wrzesien|wrzesnia|wrz pazdziernik|pazdziernika|paz listopad|listopada|lis grudzien|grudnia|gru",
    "leden|ledna|led unor|unora|uno brezen|brezna|bre duben|dubna|dub kveten|kvetna|kve cerven|cervna|cer|cvn cervenec|cervence|cvc srpen|srpna|srp zari|zar rijen|rijna|rij listopad|listopadu prosinec|prosince|pro",
    "januara februara marec|marca april|aprila maj|maja jun|juna jul|jula augusta septembra oktobra novembra decembra",
    "januari februari marcius|marc aprilis|apr majus junius julius augusztus szeptember|szept oktober - -",
    "ianuarie|ian februarie martie aprilie - iunie|iun iulie|iul - septembrie octombrie noiembrie|noi decembrie",
    // Turkish, Croatian, Serbian and Slovene in Latin letters, Lithuanian, Latvian.
    "ocak|oca subat|sub mart nisan|nis mayis haziran|haz temmuz|tem agustos|agu eylul|eyl ekim|eki kasim|kas aralik|ara",
    "sijecanj|sijecnja|sij veljaca|veljace|velj ozujak|ozujka|ozu travanj|travnja|tra svibanj|svibnja|svi lipanj|lipnja srpanj|srpnja kolovoz|kolovoza|kol rujan|rujna|ruj studeni|studenoga|studenog|stu - prosinca",
    "- - marta - - junij juli|julij avgust|avgusta|avg septembar oktobar novembar decembar",
    "sausio|sausis vasario|vasaris kovo|kovas balandzio|balandis geguzes|geguze birzelio|birzelis liepos|liepa rugpjucio|rugpjutis rugsejo|rugsejis spalio|spalis lapkricio|lapkritis gruodzio|gruodis",
    "janvaris|janvari februaris|februari marts aprilis|aprili maijs|maija junijs|junija julijs|julija augusts septembris oktobris novembris decembris",
    // Russian, Ukrainian, Bulgarian, Serbian.
    "январь|января|янв февраль|февраля|февр|фев март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл август|августа|авг сентябрь|сентября|сент|сен октябрь|октября|окт ноябрь|ноября|нояб|ноя декабрь|декабря|дек",
    "січень|січня|січ лютий|лютого|лют березень|березня|бер квітень|квітня|квіт|кві травень|травня|трав|тра червень|червня|черв|чер липень|липня|лип серпень|серпня|серп|сер вересень|вересня|вер жовтень|жовтня|жовт|жов листопад|листопада|лист|лис грудень|грудня|груд|гру",
    "януари|яну февруари - април - юни юли - септември|септ|сеп октомври ноември|ное декември",
    "јануар|јан фебруар|феб - - мај|маја јун јул - септембар октобар новембар|нов децембар|дец",
    // Greek, in the nominative, the genitive and as its feeds cut it.
    "ιανουαριοσ|ιανουαριου|ιαν φεβρουαριοσ|φεβρουαριου|φεβ μαρτιοσ|μαρτιου|μαρ|μαω απριλιοσ|απριλιου|απρ μαιοσ|μαιου|μαι ιουνιοσ|ιουνιου|ιουν|ιον ιουλιοσ|ιουλιου|ιουλ|ιολ αυγουστοσ|αυγουστου|αυγ σεπτεμβριοσ|σεπτεμβριου|σεπ|σεπτ οκτωβριοσ|οκτωβριου|οκτ νοεμβριοσ|νοεμβριου|νοε δεκεμβριοσ|δεκεμβριου|δεκ",
    // Arabic, of the East and of the Maghreb; Hebrew with and without its preposition.
    "يناير فبراير مارس ابريل مايو يونيو يوليو|يوليوز اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "جانفي فيفري - افريل ماي جوان جويلية اوت|غشت شتنبر - نونبر دجنبر",
    "ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_twelve_months() {
        for row in ROWS {
            assert_eq!(row.split(' ').count(), 12, "{row}");
        }
        assert_eq!(MONTHS["lip"], 7);
        assert_eq!(MONTHS["listopad"], 11);
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(fold("DÉCEMBRE"), "decembre");
        assert_eq!(fold("ΙΟΎΛΙΟΣ"), "ιουλιοσ");
        assert_eq!(fold("İyi ısı"), "iyi isi");
        assert_eq!(fold("f\u{fffd}vrier"), "fvrier");
        assert_eq!(fold("오후"), "오후");
    }
}
