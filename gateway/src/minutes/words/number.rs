//! Whole numbers in words, as they are read out and written on contracts.

const VIETNAMESE_ONES: [&str; 10] =
    ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
/// The groups of three below a *tỷ* (10^9), the highest first.
const VIETNAMESE_POWERS: [(u64, &str); 3] = [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")];
const BILLION: u64 = 1_000_000_000;

const ENGLISH_SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// The groups of three of every `u64`, the highest first.
const ENGLISH_POWERS: [(u64, &str); 7] = [
    (1_000_000_000_000_000_000, "quintillion"),
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (BILLION, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
    (1, ""),
];

/// A digit or a group, small enough to index with.
fn index(number: u64) -> usize {
    usize::try_from(number).expect("invariant: a group of three digits is small")
}

/// The number in Vietnamese as it is read in Hanoi: *nghìn*, *linh* for an empty ten, and every
/// group of three behind the first in full (*không trăm linh năm*).
pub(super) fn vietnamese(number: u64) -> String {
    if number == 0 {
        return VIETNAMESE_ONES[0].to_owned();
    }
    let mut words = Vec::new();
    vietnamese_into(&mut words, number);
    words.join(" ")
}

fn vietnamese_into(words: &mut Vec<&'static str>, number: u64) {
    let billions = number / BILLION;
    if 0 < billions {
        vietnamese_into(words, billions);
        words.push("tỷ");
    }
    let rest = number % BILLION;
    for (power, name) in VIETNAMESE_POWERS {
        let group = rest / power % 1_000;
        if 0 < group {
            vietnamese_group(words, group);
            if !name.is_empty() {
                words.push(name);
            }
        }
    }
}

/// One to 999. Behind other words the hundreds are read even where there are none.
fn vietnamese_group(words: &mut Vec<&'static str>, group: u64) {
    let is_first = words.is_empty();
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if 0 < hundreds || !is_first {
        words.extend([VIETNAMESE_ONES[index(hundreds)], "trăm"]);
    }
    match (tens, ones) {
        (0, 0) => return,
        (0, _) if words.is_empty() => {}
        (0, _) => words.push("linh"),
        (1, _) => words.push("mười"),
        (_, _) => words.extend([VIETNAMESE_ONES[index(tens)], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        (_, ones) => words.push(VIETNAMESE_ONES[index(ones)]),
    }
}

/// The number in English, with *and* before the last two digits: *one hundred and thirty*.
pub(super) fn english(number: u64) -> String {
    if number == 0 {
        return ENGLISH_SMALL[0].to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    for (power, name) in ENGLISH_POWERS {
        let group = number / power % 1_000;
        if group == 0 {
            continue;
        }
        let (hundreds, rest) = (group / 100, group % 100);
        if 0 < hundreds {
            words.push(format!("{} hundred", ENGLISH_SMALL[index(hundreds)]));
        }
        let is_last = power == 1 && !words.is_empty();
        if 0 < rest && (0 < hundreds || is_last) {
            words.push("and".to_owned());
        }
        if 0 < rest {
            words.push(english_below_hundred(rest));
        }
        if !name.is_empty() {
            words.push(name.to_owned());
        }
    }
    words.join(" ")
}

fn english_below_hundred(number: u64) -> String {
    let (tens, ones) = (ENGLISH_TENS[index(number / 10)], number % 10);
    match number {
        0..20 => ENGLISH_SMALL[index(number)].to_owned(),
        _ if ones == 0 => tens.to_owned(),
        _ => format!("{tens}-{}", ENGLISH_SMALL[index(ones)]),
    }
}

#[cfg(test)]
mod tests {
    use super::{english, vietnamese};

    #[track_caller]
    fn check(rows: &str, say: fn(u64) -> String) {
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let (number, words) = row.split_once(" | ").unwrap();
            assert_eq!(say(number.trim().replace('_', "").parse().unwrap()), words);
        }
    }

    #[test]
    fn vietnamese_is_read_as_in_hanoi() {
        check(
            "
                                  0 | không
                                  1 | một
                                  4 | bốn
                                  5 | năm
                                 10 | mười
                                 11 | mười một
                                 14 | mười bốn
                                 15 | mười lăm
                                 20 | hai mươi
                                 21 | hai mươi mốt
                                 24 | hai mươi tư
                                 25 | hai mươi lăm
                                 95 | chín mươi lăm
                                100 | một trăm
                                101 | một trăm linh một
                                104 | một trăm linh bốn
                                105 | một trăm linh năm
                                110 | một trăm mười
                                111 | một trăm mười một
                                115 | một trăm mười lăm
                                121 | một trăm hai mươi mốt
                                999 | chín trăm chín mươi chín
                              1_000 | một nghìn
                              1_005 | một nghìn không trăm linh năm
                              1_015 | một nghìn không trăm mười lăm
                              2_024 | hai nghìn không trăm hai mươi tư
                             10_000 | mười nghìn
                            105_000 | một trăm linh năm nghìn
                          1_000_001 | một triệu không trăm linh một
                          1_005_000 | một triệu không trăm linh năm nghìn
                        130_000_000 | một trăm ba mươi triệu
                        215_500_000 | hai trăm mười lăm triệu năm trăm nghìn
                      1_000_000_000 | một tỷ
                      1_000_000_005 | một tỷ không trăm linh năm
                      1_250_000_000 | một tỷ hai trăm năm mươi triệu
                  1_000_000_000_000 | một nghìn tỷ
                  1_005_020_000_000 | một nghìn không trăm linh năm tỷ không trăm hai mươi triệu
                100_000_000_000_000 | một trăm nghìn tỷ
              1_000_000_000_000_000 | một triệu tỷ
            999_999_999_999_999_999 | chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín
            ",
            vietnamese,
        );
    }

    #[test]
    fn english_has_its_and_before_the_last_two_digits() {
        check(
            "
                                  0 | zero
                                  7 | seven
                                 13 | thirteen
                                 20 | twenty
                                 21 | twenty-one
                                100 | one hundred
                                101 | one hundred and one
                                999 | nine hundred and ninety-nine
                              1_000 | one thousand
                              1_005 | one thousand and five
                              1_100 | one thousand one hundred
                             99_999 | ninety-nine thousand nine hundred and ninety-nine
                        130_000_000 | one hundred and thirty million
                        130_000_001 | one hundred and thirty million and one
                      1_250_000_000 | one billion two hundred and fifty million
            999_999_000_000_000_000 | nine hundred and ninety-nine quadrillion nine hundred and ninety-nine trillion
            ",
            english,
        );
    }
}
