//! One cell: input, network, what was seen.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::thread::LocalKey;

use super::cancellable::network;
use super::chain::OpenChain;
use super::gibbs::Stack;
use super::inputs::{Inputs, Prefixes, Shared};
use super::recorder::Recorder;
use super::train::train;
use crate::kernel::Real;
use crate::network::{Noise, Prefix, Top, Watch, Workspace};
use crate::record::{CellRecord, Settings};
use crate::run::Data;
use crate::study::{Cell, Precision, Protocol};

/// A thread's workspace between cells. A thread that waits for others within a cell may take up
/// another cell: it then finds an empty one.
type Kept<T> = LocalKey<std::cell::Cell<Workspace<T>>>;

thread_local! {
    static SINGLE: std::cell::Cell<Workspace<f32>> = std::cell::Cell::default();
    static DOUBLE: std::cell::Cell<Workspace<f64>> = std::cell::Cell::default();
}

/// Bytes of a workspace that is kept: those of small cells, of which there are many.
const MOST_KEPT: usize = 32_000_000;

/// Runs a cell. The result depends on the cell, the seed, the data and what is watched, on nothing else.
///
/// # Panics
///
/// As [`Network::forward`](crate::network::Network::forward) and its like do, which no cell of a
/// [`Plan`](crate::study::Plan) makes them do with the data [loaded](Data::load) for it.
pub fn run_cell(cell: &Cell, seed: u64, watch: &Watch, data: &Data) -> CellRecord {
    let inputs = Inputs::of(std::iter::once(cell), seed, watch, data);
    let on = |_| ControlFlow::<Infallible>::Continue(());
    let (prefixes, stop) = (Prefixes::default(), AtomicBool::new(false));
    let task = Task { seed, watch, inputs: &inputs, prefixes: &prefixes, data, stop: &stop };
    let mut found = None;
    let ControlFlow::Continue(()) = task.run(&[cell], on, |_, record| {
        found = Some(record);
        ControlFlow::Continue(())
    });
    found.expect("a cell that nobody stopped is finished")
}

/// What cells are run with.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) seed: u64,
    pub(crate) watch: &'a Watch,
    pub(crate) inputs: &'a Inputs,
    /// Of the cell's family.
    pub(crate) prefixes: &'a Prefixes,
    pub(crate) data: &'a Data,
    /// Set when the work is no longer wanted.
    pub(crate) stop: &'a AtomicBool,
}

impl Task<'_> {
    /// Runs a chain of cells, of which each is the beginning of the next, and whose input is among those of the task:
    /// asks after every so many training steps and at every site whether to go `on`, and hands each record over, with
    /// the cell's index, when it is finished.
    pub(crate) fn run<Stop>(
        self,
        chain: &[&Cell],
        on: impl Fn(u64) -> ControlFlow<Stop>,
        mut finish: impl FnMut(usize, CellRecord) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let Self { inputs, prefixes, .. } = self;
        let Some(cell) = chain.last() else { return ControlFlow::Continue(()) };
        match (cell.protocol, cell.precision) {
            (Protocol::Forward, Precision::F32) => {
                self.pass_forward(chain, &inputs.single, prefixes.single.as_ref(), &SINGLE, on, finish)
            }
            (Protocol::Forward, Precision::F64) => {
                self.pass_forward(chain, &inputs.double, prefixes.double.as_ref(), &DOUBLE, on, finish)
            }
            (_, Precision::F32) => finish(chain.len() - 1, self.fill(cell, &inputs.single, on)?),
            (_, Precision::F64) => finish(chain.len() - 1, self.fill(cell, &inputs.double, on)?),
        }
    }

    /// The record of a cell of which nothing was seen yet.
    fn begin(self, cell: &Cell) -> CellRecord {
        CellRecord {
            cell: cell.id(),
            settings: self.settings(cell),
            trial: cell.trial,
            sites: Vec::new(),
            curves: Vec::new(),
            diverged: None,
        }
    }

    /// The settings, with the number of outputs that the data ask for.
    fn settings(self, cell: &Cell) -> Settings {
        let settings = cell.settings();
        Settings { readout: settings.readout.and(self.data.classes()), ..settings }
    }

    /// What is watched of a cell's network.
    fn watch(self, cell: &Cell) -> Watch {
        // Pictures show the first trial; the corners of the others would never be looked at.
        Watch { corner: self.watch.corner.filter(|_| cell.trial == 0), ..self.watch.clone() }
    }

    /// Runs a cell whose signal does not pass forward alone.
    fn fill<T: Real, Stop>(
        self,
        cell: &Cell,
        shared: &Shared<T>,
        on: impl Fn(u64) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop, CellRecord> {
        let (network, noise) = (network(cell, self.stop), Noise { seed: self.seed, trial: cell.trial });
        let (watch, mut record) = (self.watch(cell), self.begin(cell));
        match cell.protocol {
            Protocol::Train => {
                if let (Some(plan), Some(material)) = (&cell.training, shared.material(cell)) {
                    let seen = Recorder::new(cell, material.watched.seen(), &watch.ranges);
                    train(&network, material, noise, plan, &watch, seen, &mut record, on)?;
                }
            }
            Protocol::Gibbs => {
                if let Some(plan) = &cell.gibbs {
                    Stack::<T>::new(cell, plan, &watch, noise, self.data).learn(&mut record, on)?;
                }
            }
            Protocol::Forward | Protocol::Backward => {
                let input = shared.input(cell);
                let mut seen = Recorder::new(cell, input.seen(), &watch.ranges);
                let classes = self.data.first_classes(cell.samples);
                let top = match (cell.top, self.data.classes()) {
                    (Some(loss), Some(outputs)) => Top::Loss { loss, classes, outputs },
                    _ => Top::Normal,
                };
                network.backward_from(input, noise, top, &watch, |observation| {
                    record.sites.push(seen.site(observation, 0));
                    on(0)
                })?;
            }
        }
        ControlFlow::Continue(record)
    }

    /// One pass through the deepest network of a chain, whose layers the others see as theirs.
    fn pass_forward<T: Real, Stop>(
        self,
        chain: &[&Cell],
        shared: &Shared<T>,
        prefix: Option<&Prefix<T>>,
        kept: &'static Kept<T>,
        on: impl Fn(u64) -> ControlFlow<Stop>,
        mut finish: impl FnMut(usize, CellRecord) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let deepest = chain[chain.len() - 1];
        let (network, noise) = (network(deepest, self.stop), Noise { seed: self.seed, trial: deepest.trial });
        let (watch, input) = (self.watch(deepest), shared.input(deepest));
        let cells = chain
            .iter()
            .map(|cell| (*cell, Recorder::new(cell, input.seen(), &self.watch.ranges), self.begin(cell)));
        let mut open = OpenChain::new(cells, watch.corner);
        let watch = Watch { corner: open.corner_for_all(), ..watch };
        let see = |observation| {
            open.see(observation, &mut finish)?;
            on(0)
        };
        let mut workspace = kept.take();
        match prefix {
            Some(prefix) => network.forward_after(prefix, noise, &watch, &mut workspace, see)?,
            None => network.forward_from(input, noise, &watch, &mut workspace, see)?,
        }
        if workspace.bytes() <= MOST_KEPT {
            kept.set(workspace);
        }
        open.finish(&mut finish)
    }
}
