//! The wrong formulas of each mistake, at one cell.

use super::Mistake;
use super::rewrite::{
    changed, each_sum, each_term, substituted, with_quantity, without, without_quantity,
};
use crate::lesson::formula::{formula, learning_rate};
use crate::lesson::{Cell, Example, Expr, Quantity};
use crate::nn::Activation;

/// Where a mistake is made.
pub(super) struct Site<'a> {
    /// The right numbers and the network.
    pub(super) example: &'a Example,
    /// The number asked for.
    pub(super) cell: Cell,
    /// Its formula.
    pub(super) right: &'a Expr,
}

impl Site<'_> {
    /// The wrong formulas of one mistake. Where it cannot be made, there are none, or they are the
    /// right one.
    pub(super) fn wrong_formulas(&self, mistake: Mistake) -> Vec<Expr> {
        let mut wrong = if self.is_possible(mistake) { self.made(mistake) } else { vec![] };
        if uses_error_term(self.cell.quantity) && mistake.reaches_steps() {
            wrong.extend(self.through_error_term(mistake));
        }
        wrong
    }

    /// Whether such a number can be got wrong so.
    fn is_possible(&self, mistake: Mistake) -> bool {
        let quantity = self.cell.quantity;
        match mistake {
            Mistake::SlopeLeftOut => !self.is_output(),
            Mistake::LogLossForm => self.is_output(),
            Mistake::SlopeMultipliedIn => {
                quantity == Quantity::ErrorTerm && self.is_output() && self.example.loss.cancels()
            }
            Mistake::SumForMean => quantity != Quantity::Activation,
            Mistake::NotNormalised => quantity == Quantity::Activation,
            Mistake::NotShared => quantity.is_of_bias(),
            Mistake::FactorLeftOut => quantity == Quantity::ErrorTerm && self.is_output(),
            // In the forward pass there is no updated weight yet.
            Mistake::UpdatedWeight => quantity == Quantity::ErrorTerm,
            Mistake::BiasTimesInput => uses_error_term(quantity) && quantity.is_of_bias(),
            Mistake::InputLeftOut => uses_error_term(quantity) && quantity.is_of_edge(),
            Mistake::Averaged => !matches!(quantity, Quantity::NewWeight | Quantity::NewBias),
            Mistake::OtherUnit => !quantity.is_single(),
            _ => true,
        }
    }

    /// What comes of a mistake in the formula itself.
    fn made(&self, mistake: Mistake) -> Vec<Expr> {
        let right = self.right;
        match mistake {
            Mistake::SlopeLeftOut | Mistake::LogLossForm => {
                vec![without_quantity(right, Quantity::Slope)]
            }
            Mistake::SlopeMultipliedIn => vec![self.slope_multiplied_in()],
            Mistake::NotShared => self.not_shared(),
            Mistake::FactorLeftOut => vec![self.factor_left_out()],
            Mistake::RawError => self.raw_error(),
            Mistake::SlopeAtActivation => vec![self.slope_at_activation()],
            Mistake::UpdatedWeight => {
                vec![with_quantity(right, Quantity::Weight, Quantity::NewWeight)]
            }
            Mistake::OutputForError => vec![self.output_for_error()],
            Mistake::ActivationLeftOut => vec![self.activation_left_out()],
            Mistake::OtherActivation => self.other_activations(),
            Mistake::WeightLeftOut => vec![without_quantity(right, Quantity::Weight)],
            Mistake::BiasLeftOut => vec![without_quantity(right, Quantity::Bias)],
            Mistake::BiasTimesInput => self.bias_times_input(),
            Mistake::InputLeftOut => self.input_left_out(),
            Mistake::LearningRateLeftOut => vec![self.learning_rate_left_out()],
            Mistake::LearningRateTwice => vec![self.learning_rate_twice()],
            Mistake::StepSubtracted => vec![substituted(right, &|cell| {
                is_step(cell.quantity).then(|| Expr::Leaf(cell).negated())
            })],
            Mistake::StepLeftOut => vec![self.step_left_out()],
            Mistake::SignFlipped => self.sign_flipped(),
            Mistake::TermLeftOut => each_term(right, &|terms, index| drop(terms.remove(index))),
            Mistake::Averaged => each_sum(right, &|terms| {
                vec![Expr::Sum(terms.to_vec()).over(Expr::Const(terms.len() as f64))]
            }),
            Mistake::HalfLeftOut => vec![without(right, &|part| *part == Expr::Const(0.5))],
            Mistake::SumForMean | Mistake::NotNormalised => {
                vec![changed(right, &|part| match part {
                    Expr::Quotient(sum, _) => Some((**sum).clone()),
                    _ => None,
                })]
            }
            Mistake::NotSquared => vec![changed(right, &|part| match part {
                Expr::Square(inner) => Some((**inner).clone()),
                _ => None,
            })],
            Mistake::Transposed => self.transposed(),
            Mistake::OtherLayer => self.other_layer(),
            Mistake::OtherUnit => self.mixed_up(|cell| self.sibling_units(cell)),
            Mistake::OtherEdge => self.mixed_up(|cell| self.sibling_edges(cell)),
        }
    }

    fn is_output(&self) -> bool {
        self.cell.layer == self.example.last_layer()
    }

    /// How many values come into a layer from below; what is above the outputs would get `ŷ`.
    pub(super) fn incoming(&self, layer: usize) -> usize {
        self.example.cells_into(layer).count()
    }

    pub(super) fn units(&self, layer: usize) -> usize {
        self.example.network.layers()[layer].units()
    }

    /// That of the unit that the cell belongs to.
    pub(super) fn error_term(&self) -> Cell {
        Cell::of_unit(Quantity::ErrorTerm, self.cell.layer, self.cell.unit)
    }

    /// `δ` replaced by its own formula with a mistake in it.
    fn through_error_term(&self, mistake: Mistake) -> Vec<Expr> {
        let error_term = self.error_term();
        let Some(right) = formula(self.example, error_term) else {
            return vec![];
        };
        let site = Site { example: self.example, cell: error_term, right: &right };
        site.wrong_formulas(mistake)
            .into_iter()
            .filter(|wrong| *wrong != right)
            .map(|wrong| {
                substituted(self.right, &|cell| (cell == error_term).then(|| wrong.clone()))
            })
            .collect()
    }

    /// `e` for `δᵒ`, and in the steps of hidden layers also for `δʰ`.
    fn raw_error(&self) -> Vec<Expr> {
        let last = self.example.last_layer();
        let mut wrong = vec![substituted(self.right, &|cell| {
            let is_output = cell.quantity == Quantity::ErrorTerm && cell.layer == last;
            is_output.then(|| Expr::Leaf(cell.with(Quantity::Error)))
        })];
        if uses_error_term(self.cell.quantity) && !self.is_output() {
            let errors = self.example.cells(Quantity::Error, last).collect();
            wrong.extend(self.swapped_for_each(self.error_term(), errors));
        }
        wrong
    }

    /// With f′ of the output, or of softmax with how it answers to its own sum.
    fn slope_multiplied_in(&self) -> Expr {
        let slope = if self.example.has_softmax() {
            Cell { from: self.cell.unit, ..self.cell.with(Quantity::Jacobian) }
        } else {
            self.cell.with(Quantity::Slope)
        };
        Expr::Product(vec![self.right.clone(), Expr::Leaf(slope)])
    }

    fn factor_left_out(&self) -> Expr {
        let two = Expr::Const(2.0);
        let is_two = |part: &Expr| *part == two;
        without(self.right, &|part| {
            is_two(part) || matches!(part, Expr::Quotient(above, _) if is_two(above))
        })
    }

    fn slope_at_activation(&self) -> Expr {
        let slope = |cell: Cell| {
            let activation = self.example.network.layers()[cell.layer].activation;
            let at = Expr::Leaf(cell.with(Quantity::Activation));
            Expr::Slope(activation, Box::new(at))
        };
        match self.cell.quantity {
            Quantity::Slope => slope(self.cell),
            _ => substituted(self.right, &|cell| {
                (cell.quantity == Quantity::Slope).then(|| slope(cell))
            }),
        }
    }

    fn output_for_error(&self) -> Expr {
        changed(self.right, &|part| match part {
            Expr::Leaf(cell) if cell.quantity == Quantity::Error => {
                Some(Expr::Leaf(cell.with(Quantity::Activation)))
            }
            Expr::Difference(target, output) => match **target {
                Expr::Leaf(cell) if cell.quantity == Quantity::Target => Some((**output).clone()),
                _ => None,
            },
            _ => None,
        })
    }

    fn activation_left_out(&self) -> Expr {
        match self.right {
            Expr::Value(_, inner) => (**inner).clone(),
            Expr::Quotient(..) => changed(self.right, &|part| match part {
                Expr::Exp(inner) => Some((**inner).clone()),
                _ => None,
            }),
            _ => with_quantity(
                &with_quantity(self.right, Quantity::Activation, Quantity::PreActivation),
                Quantity::NewActivation,
                Quantity::NewPreActivation,
            ),
        }
    }

    fn other_activations(&self) -> Vec<Expr> {
        let of = match self.cell.quantity {
            Quantity::Activation => Expr::Value,
            Quantity::Slope => Expr::Slope,
            _ => return vec![],
        };
        let own = self.example.network.layers()[self.cell.layer].activation;
        let at = Expr::Leaf(self.cell.with(Quantity::PreActivation));
        // The rectifiers often give h itself, which is the activation left out.
        [Activation::Sigmoid, Activation::Tanh]
            .into_iter()
            .filter(|other| *other != own)
            .map(|other| of(other, Box::new(at.clone())))
            .collect()
    }

    /// The step of a bias that units have in common, or what comes of it, with one error term each.
    fn not_shared(&self) -> Vec<Expr> {
        let with_one = |right: &Expr, step: &Expr| -> Vec<Expr> {
            let alone = each_sum(step, &<[Expr]>::to_vec).into_iter();
            alone.map(|one| changed(right, &|part| (part == step).then(|| one.clone()))).collect()
        };
        if !self.example.network.layers()[self.cell.layer].shares_bias {
            return vec![];
        }
        if self.cell.quantity != Quantity::NewBias {
            return with_one(self.right, self.right);
        }
        let step = self.cell.with(Quantity::BiasStep);
        let Some(formula) = formula(self.example, step) else { return vec![] };
        let written = substituted(self.right, &|cell| (cell == step).then(|| formula.clone()));
        with_one(&written, &formula)
    }

    fn bias_times_input(&self) -> Vec<Expr> {
        let inputs = self.example.cells_into(self.cell.layer).map(Expr::Leaf);
        inputs.map(|input| Expr::product(vec![self.right.clone(), input])).collect()
    }

    fn input_left_out(&self) -> Vec<Expr> {
        let input = Expr::Leaf(Cell::from_below(self.cell.layer, self.cell.from));
        vec![without(self.right, &|part| *part == input)]
    }

    fn learning_rate_left_out(&self) -> Expr {
        if is_step(self.cell.quantity) {
            return without_quantity(self.right, Quantity::LearningRate);
        }
        substituted(self.right, &|cell| {
            let step = is_step(cell.quantity).then(|| formula(self.example, cell))?;
            step.map(|step| without_quantity(&step, Quantity::LearningRate))
        })
    }

    fn learning_rate_twice(&self) -> Expr {
        let again = |expr: &Expr| Expr::product(vec![learning_rate(), expr.clone()]);
        if is_step(self.cell.quantity) {
            return again(self.right);
        }
        changed(self.right, &|part| match part {
            Expr::Leaf(cell) if is_step(cell.quantity) => Some(again(part)),
            _ => None,
        })
    }

    fn step_left_out(&self) -> Expr {
        let kept =
            without(self.right, &|part| matches!(part, Expr::Leaf(cell) if is_step(cell.quantity)));
        match self.cell.quantity {
            Quantity::NewLoss => {
                with_quantity(&kept, Quantity::NewActivation, Quantity::Activation)
            }
            _ => kept,
        }
    }

    fn sign_flipped(&self) -> Vec<Expr> {
        let whole = match self.right {
            Expr::Difference(left, right) => Expr::Difference(right.clone(), left.clone()),
            _ => self.right.clone().negated(),
        };
        let mut wrong = vec![whole];
        if let Expr::Value(activation, inner) = self.right {
            let turned = Box::new((**inner).clone().negated());
            wrong.push(Expr::Value(*activation, turned));
        }
        wrong.extend(each_term(self.right, &|terms, index| {
            terms[index] = terms[index].clone().negated();
        }));
        wrong
    }
}

fn is_step(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::WeightStep | Quantity::BiasStep)
}

/// Whether it is a product with an error term, at least where a record is alone.
pub(super) fn uses_error_term(quantity: Quantity) -> bool {
    is_step(quantity) || matches!(quantity, Quantity::WeightShare | Quantity::BiasShare)
}
