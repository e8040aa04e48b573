//! NumPy's legacy random numbers (`np.random.seed(n)`), and networks whose first weights are drawn
//! from them.
//!
//! The Mersenne Twister comes from [`rand_mt`]; what is drawn from it follows NumPy's
//! `legacy-distributions.c` and `mtrand.pyx`, draw by draw, so that a run here and a script that
//! starts with the same seed hold the same numbers.

use ndarray::{Array1, Array2};
use rand_mt::Mt;

use super::{Activation, Layer, Network, NetworkError};

/// The stream of `np.random` after `np.random.seed(seed)`.
#[derive(Clone, Debug)]
pub struct NumpyRandom {
    twister: Mt,
    /// The polar method makes normals in pairs; this is the one not handed out yet.
    second_normal: Option<f64>,
}

impl NumpyRandom {
    /// `np.random.seed(seed)`.
    pub fn new(seed: u32) -> Self {
        Self { twister: Mt::new(seed), second_normal: None }
    }

    /// `np.random.random_sample()`: uniform in `[0, 1)`, of 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        let high = f64::from(self.twister.next_u32() >> 5);
        let low = f64::from(self.twister.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// `np.random.standard_normal()`, by Marsaglia's polar method (`legacy_gauss`).
    fn standard_normal(&mut self) -> f64 {
        if let Some(second) = self.second_normal.take() {
            return second;
        }
        loop {
            let x1 = 2.0 * self.uniform() - 1.0;
            let x2 = 2.0 * self.uniform() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let factor = (-2.0 * r2.ln() / r2).sqrt();
                self.second_normal = Some(factor * x1);
                return factor * x2;
            }
        }
    }

    /// `np.random.normal(scale=scale)`: one normal of mean 0 and standard deviation `scale`.
    pub fn normal(&mut self, scale: f64) -> f64 {
        scale * self.standard_normal()
    }

    /// `np.random.normal(scale=scale, size=(rows, columns))`, filled row by row. Shape: rows ×
    /// columns.
    pub fn normal_matrix(&mut self, scale: f64, rows: usize, columns: usize) -> Array2<f64> {
        Array2::from_shape_simple_fn((rows, columns), || self.normal(scale))
    }

    /// `np.random.normal(scale=scale, size=length)`.
    pub fn normal_vector(&mut self, scale: f64, length: usize) -> Array1<f64> {
        Array1::from_shape_simple_fn(length, || self.normal(scale))
    }

    /// `random_interval`: uniform in `0..=max`, by drawing 32 bits, masking them and rejecting what
    /// is above.
    fn up_to(&mut self, max: u32) -> u32 {
        let mask = u32::MAX.checked_shr(max.leading_zeros()).unwrap_or(0);
        loop {
            let value = self.twister.next_u32() & mask;
            if value <= max {
                return value;
            }
        }
    }

    /// `np.random.permutation(n)`: the numbers `0..n`, shuffled.
    ///
    /// # Panics
    /// When `n` is above 2³², where NumPy draws 64 bits at a time.
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            let max = u32::try_from(last).expect("at most 2³² numbers are shuffled");
            order.swap(last, self.up_to(max) as usize);
        }
        order
    }

    /// `np.random.choice(n, size, replace=False)`: the first `size` of a permutation of `0..n`
    /// (all, when there are no more).
    ///
    /// # Panics
    /// When `n` is above 2³².
    pub fn choice_without_replacement(&mut self, n: usize, size: usize) -> Vec<usize> {
        let mut order = self.permutation(n);
        order.truncate(size);
        order
    }
}

/// A network with the first weights of the lesson's script: after `np.random.seed(seed)`, each
/// layer in turn, the one next to the inputs first, draws `np.random.normal(scale=1 / inputs ** .5,
/// size=(below, units))`.
///
/// The lesson scales *both* its layers by the number of inputs of the network, not of the layer; so
/// does this, for any number of hidden layers. The outputs are sigmoids and there are no biases;
/// [`Network::layers_mut`] changes that.
///
/// # Errors
/// When there is no input or no output, or a hidden layer has no unit.
pub fn initial_network(
    inputs: usize,
    hidden: &[usize],
    outputs: usize,
    hidden_activation: Activation,
    seed: u32,
) -> Result<Network, NetworkError> {
    let mut random = NumpyRandom::new(seed);
    let scale = 1.0 / (inputs as f64).sqrt();
    let mut below = inputs;
    let mut layer = |units: usize, activation: Activation| {
        let weights = random.normal_matrix(scale, below, units);
        below = units;
        Layer { weights, biases: None, shares_bias: false, activation }
    };
    let mut layers: Vec<Layer> =
        hidden.iter().map(|&units| layer(units, hidden_activation)).collect();
    layers.push(layer(outputs, Activation::Sigmoid));
    Network::new(layers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// `np.random.seed(0); np.random.randn(5)` and `np.random.seed(42); np.random.randn(5)`, as
    /// NumPy prints them.
    #[test]
    fn normals_are_those_of_numpy() {
        assert_eq!(
            NumpyRandom::new(0).normal_vector(1.0, 5),
            array![
                1.764_052_345_967_664,
                0.400_157_208_367_223_3,
                0.978_737_984_105_739_2,
                2.240_893_199_201_458,
                1.867_557_990_149_967_5
            ]
        );
        assert_eq!(
            NumpyRandom::new(42).normal_vector(1.0, 5),
            array![
                0.496_714_153_011_232_7,
                -0.138_264_301_171_184_66,
                0.647_688_538_100_692_5,
                1.523_029_856_408_025_4,
                -0.234_153_374_723_335_97
            ]
        );
    }

    /// `np.random.seed(s); np.random.permutation(10)`.
    #[test]
    fn permutations_are_those_of_numpy() {
        assert_eq!(NumpyRandom::new(0).permutation(10), [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
        assert_eq!(NumpyRandom::new(42).permutation(10), [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
    }

    #[test]
    fn nothing_to_permute() {
        let mut random = NumpyRandom::new(1);
        assert_eq!(random.permutation(0), Vec::<usize>::new());
        assert_eq!(random.permutation(1), [0]);
        assert_eq!(random.choice_without_replacement(3, 9).len(), 3);
    }

    /// What `np.random.seed(21)` and the lesson's two calls of `np.random.normal` give, bit for
    /// bit.
    #[test]
    fn the_lesson_starts_with_numpys_weights() {
        let network = initial_network(6, &[2], 1, Activation::Sigmoid, 21).unwrap();
        let [hidden, output] = network.layers() else { panic!("two layers") };
        assert_eq!(
            hidden.weights,
            array![
                [-0.021_214_316_025_871_153, -0.045_395_597_463_527_52],
                [0.425_311_762_236_820_5, -0.513_061_668_360_793],
                [0.304_303_246_704_081_26, -0.698_534_772_708_835_8],
                [-0.084_043_781_906_331_94, -0.095_763_328_627_251_83],
                [0.460_562_877_282_599_04, -0.005_154_523_167_539_238],
                [-0.250_337_968_844_264_74, 0.560_805_981_657_058_7]
            ]
        );
        assert_eq!(output.weights, array![[0.657_684_720_331_954], [-0.281_376_263_473_455_7]]);
    }

    #[test]
    fn deeper_networks_go_on_drawing_with_the_same_scale() {
        let network = initial_network(4, &[3, 2], 2, Activation::Tanh, 7).unwrap();
        let drawn: Vec<f64> =
            network.layers().iter().flat_map(|layer| layer.weights.iter().copied()).collect();
        assert_eq!(drawn, NumpyRandom::new(7).normal_vector(0.5, 4 * 3 + 3 * 2 + 2 * 2).to_vec());
        assert_eq!(network.shape(), "4-3-2-2");
        assert_eq!(network.layers()[1].activation, Activation::Tanh);
        assert_eq!(network.layers()[2].activation, Activation::Sigmoid);
    }

    #[test]
    fn a_layer_without_units_is_refused() {
        assert_eq!(
            initial_network(2, &[0], 1, Activation::Sigmoid, 0),
            Err(NetworkError::Empty { layer: 1 })
        );
        assert!(initial_network(0, &[], 1, Activation::Sigmoid, 0).is_err());
    }
}
