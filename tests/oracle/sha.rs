//! SHA-256 as FIPS 180-4 writes it down, so that a draw is computed a second time from the text.

/// The first 32 bits of the fractional parts of the cube roots (constants) or square roots (the
/// state at first) of the first primes.
fn roots(count: usize, root: fn(u128) -> u128) -> Vec<u32> {
    let is_prime = |n: &u128| (2..*n).all(|divisor| !n.is_multiple_of(divisor));
    let primes = (2_u128..).filter(is_prime);
    primes
        .take(count)
        .map(|prime| u32::try_from(root(prime) & 0xffff_ffff).expect("32 bits"))
        .collect()
}

/// The whole part of `2^32 * n^(1/power)`, by trial from the highest bit down.
fn root(n: u128, power: u32) -> u128 {
    let target = n << (32 * power);
    let mut found = 0_u128;
    for bit in (0..38).rev() {
        let tried = found | 1 << bit;
        if tried.checked_pow(power).is_some_and(|powered| powered <= target) {
            found = tried;
        }
    }
    found
}

/// The hash function with its constants.
pub(super) struct Sha256 {
    constants: Vec<u32>,
    begin: Vec<u32>,
}

impl Sha256 {
    pub(super) fn new() -> Self {
        Self { constants: roots(64, |n| root(n, 3)), begin: roots(8, |n| root(n, 2)) }
    }

    pub(super) fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut message = parts.concat();
        let bits = 8 * message.len() as u64;
        message.push(0x80);
        while message.len() % 64 != 56 {
            message.push(0);
        }
        message.extend(bits.to_be_bytes());
        let mut state = self.begin.clone();
        for block in message.chunks(64) {
            self.compress(&mut state, block);
        }
        let mut hash = [0; 32];
        for (four, word) in hash.chunks_mut(4).zip(state) {
            four.copy_from_slice(&word.to_be_bytes());
        }
        hash
    }

    fn compress(&self, state: &mut [u32], block: &[u8]) {
        let word = |four: &[u8]| u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
        let mut words: Vec<u32> = block.chunks(4).map(word).collect();
        for place in 16..64 {
            let (early, late) = (words[place - 15], words[place - 2]);
            let small = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
            let large = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
            let sum = words[place - 16].wrapping_add(small).wrapping_add(words[place - 7]);
            words.push(sum.wrapping_add(large));
        }
        let mut now = state.to_vec();
        for (constant, word) in self.constants.iter().zip(words) {
            let (a, e) = (now[0], now[4]);
            let chosen = (e & now[5]) ^ (!e & now[6]);
            let turned = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let one = now[7].wrapping_add(turned).wrapping_add(chosen);
            let one = one.wrapping_add(*constant).wrapping_add(word);
            let most = (a & now[1]) ^ (a & now[2]) ^ (now[1] & now[2]);
            let turned = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            now.rotate_right(1);
            now[4] = now[4].wrapping_add(one);
            now[0] = one.wrapping_add(turned).wrapping_add(most);
        }
        for (word, now) in state.iter_mut().zip(now) {
            *word = word.wrapping_add(now);
        }
    }
}

#[test]
fn the_standard_s_own_example() {
    let hash = Sha256::new().of(&[b"a", b"bc"]);
    assert_eq!(hash[..8], [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea]);
    assert_eq!(hash[24..], [0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad]);
}
