//! The bits at a few addresses, as first released. They never change.

use initscope::noise::{CHUNK, Role, Stream};
use rand::Rng;

struct Pinned {
    stream: Stream,
    chunk: u64,
    normal: Bits,
    uniform: Bits,
    words: [u64; 4],
}

/// First and last numbers of a chunk, and the FNV-1a hash of all of it.
#[derive(Debug, PartialEq)]
struct Bits {
    first: [u32; 8],
    last: [u32; 4],
    digest: u64,
}

impl Bits {
    fn drawn_by(fill: impl Fn(&mut [f32])) -> Self {
        let mut numbers = [0.0; CHUNK];
        fill(&mut numbers);
        let bits = numbers.map(f32::to_bits);
        let digest =
            bits.iter().flat_map(|word| word.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self {
            first: std::array::from_fn(|i| bits[i]),
            last: std::array::from_fn(|i| bits[CHUNK - 4 + i]),
            digest,
        }
    }
}

fn pinned() -> [Pinned; 3] {
    [
        Pinned {
            stream: Stream::new(0, 0, Role::Input, 0),
            chunk: 0,
            normal: Bits {
                first: [
                    0xbfc8_61f2,
                    0x3f40_f689,
                    0xbfae_9844,
                    0x3f90_912a,
                    0xbff0_d095,
                    0xbe50_a67b,
                    0xbeb1_ec31,
                    0x3efd_f162,
                ],
                last: [0xbeac_8ef8, 0xbf21_b1e1, 0x3ed9_11a5, 0x3e16_6111],
                digest: 0xbc09_a44d_b1d0_7db9,
            },
            uniform: Bits {
                first: [
                    0x3e76_6c60,
                    0x3eaa_e8fc,
                    0x3f14_4000,
                    0x3f6e_431d,
                    0x3f59_0b26,
                    0x3f76_5245,
                    0x3ec7_1b18,
                    0x3e29_98e4,
                ],
                last: [0x3f14_59a1, 0x3f76_a8c4, 0x3f26_68db, 0x3f6b_47ba],
                digest: 0x7516_7e48_dc08_6f43,
            },
            words: [
                0xc115_e2b8_9dd8_90f1,
                0x620c_f8f8_ce24_c2d4,
                0xede5_e02a_4de5_360c,
                0x90c2_96d1_4265_6a97,
            ],
        },
        Pinned {
            stream: Stream::new(42, 7, Role::Weight, 3),
            chunk: 1,
            normal: Bits {
                first: [
                    0xbf17_88d9,
                    0xbf26_acb0,
                    0xbf1f_557c,
                    0xbef9_4fd0,
                    0xbc65_1333,
                    0xbfa6_4b64,
                    0x3e31_797d,
                    0xbe56_4a4f,
                ],
                last: [0xbfe8_5fda, 0xbf92_6f7e, 0xbf29_e0b8, 0x3fb6_16e2],
                digest: 0xba8d_ea0a_ee27_29d7,
            },
            uniform: Bits {
                first: [
                    0x3f07_290b,
                    0x3f5d_ee58,
                    0x3f57_298a,
                    0x3f37_8e39,
                    0x3f27_e632,
                    0x3f2c_b163,
                    0x3edc_be3c,
                    0x3f03_6e5c,
                ],
                last: [0x3f11_56e2, 0x3ec2_dcc0, 0x3f72_56da, 0x3ecb_b23e],
                digest: 0x96c3_1c01_0e28_038a,
            },
            words: [
                0xa51b_e7b9_3f15_91b7,
                0x79af_4437_fb9b_9ff4,
                0x6540_cde6_1a19_bc92,
                0x41b8_f67f_8e11_6f56,
            ],
        },
        Pinned {
            stream: Stream::new(u64::MAX, 1 << 40, Role::Bias, 1000),
            chunk: 1 << 50,
            normal: Bits {
                first: [
                    0x3f8f_b6f2,
                    0x3fa8_4912,
                    0x3f19_d96d,
                    0x3f83_a5ec,
                    0xbfb0_e7d1,
                    0x3e9f_208c,
                    0xbe39_63c7,
                    0xbf24_7f77,
                ],
                last: [0xbe58_c08f, 0x3dd2_4b5b, 0xbe25_f455, 0xc006_932b],
                digest: 0xea6c_2eaf_b198_fac8,
            },
            uniform: Bits {
                first: [
                    0x3ee4_e80c,
                    0x3df4_f5e0,
                    0x3e10_77f4,
                    0x3dcb_2298,
                    0x3f62_8a88,
                    0x3cf2_fe40,
                    0x3f25_0d17,
                    0x3d7c_1cc0,
                ],
                last: [0x3ed5_3cde, 0x3f0c_dcc2, 0x3f43_525b, 0x3ee1_e456],
                digest: 0x0842_c982_6e79_d448,
            },
            words: [
                0x57c4_c610_ab5b_d31e,
                0x79c2_a40e_7d5a_669b,
                0xbe8f_ca77_954d_adf1,
                0xf42c_aee2_e77c_fd6d,
            ],
        },
    ]
}

#[test]
fn normals_are_pinned() {
    for Pinned { stream, chunk, normal, .. } in pinned() {
        assert_eq!(Bits::drawn_by(|out| stream.normal_chunk(chunk, out)), normal);
    }
}

#[test]
fn uniforms_are_pinned() {
    for Pinned { stream, chunk, uniform, .. } in pinned() {
        assert_eq!(Bits::drawn_by(|out| stream.uniform_chunk(chunk, out)), uniform);
    }
}

#[test]
fn generators_are_pinned() {
    for Pinned { stream, chunk, words, .. } in pinned() {
        let mut rng = stream.rng(chunk);
        assert_eq!(words.map(|_| rng.next_u64()), words);
    }
}
