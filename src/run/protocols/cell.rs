//! One cell: input, network, what was seen.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::thread::LocalKey;

use super::cancellable::network;
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
    let ControlFlow::Continue(record) = task.run(cell, on);
    record
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
    /// Runs a cell whose input is among those of the task, asking after every so many training steps and
    /// at every site whether to go `on`.
    pub(crate) fn run<Stop>(
        self,
        cell: &Cell,
        on: impl Fn(u64) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop, CellRecord> {
        let Self { inputs, prefixes, .. } = self;
        let mut record = CellRecord {
            cell: cell.id(),
            settings: self.settings(cell),
            trial: cell.trial,
            sites: Vec::new(),
            curves: Vec::new(),
            diverged: None,
        };
        match cell.precision {
            Precision::F32 => {
                self.fill(cell, &inputs.single, prefixes.single.as_ref(), &SINGLE, &mut record, on)?;
            }
            Precision::F64 => {
                self.fill(cell, &inputs.double, prefixes.double.as_ref(), &DOUBLE, &mut record, on)?;
            }
        }
        ControlFlow::Continue(record)
    }

    /// The settings, with the number of outputs that the data ask for.
    fn settings(self, cell: &Cell) -> Settings {
        let settings = cell.settings();
        Settings { readout: settings.readout.and(self.data.classes()), ..settings }
    }

    fn fill<T: Real, Stop>(
        self,
        cell: &Cell,
        shared: &Shared<T>,
        prefix: Option<&Prefix<T>>,
        kept: &'static Kept<T>,
        record: &mut CellRecord,
        on: impl Fn(u64) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (network, noise) = (network(cell, self.stop), Noise { seed: self.seed, trial: cell.trial });
        // Pictures show the first trial; the corners of the others would never be looked at.
        let watch = Watch { corner: self.watch.corner.filter(|_| cell.trial == 0), ..self.watch.clone() };
        match cell.protocol {
            Protocol::Train => {
                let (Some(plan), Some(material)) = (&cell.training, shared.material(cell)) else {
                    return ControlFlow::Continue(());
                };
                let seen = Recorder::new(cell, material.watched.seen(), &watch.ranges);
                return train(&network, material, noise, plan, &watch, seen, record, on);
            }
            Protocol::Gibbs => {
                let Some(plan) = &cell.gibbs else { return ControlFlow::Continue(()) };
                return Stack::<T>::new(cell, plan, &watch, noise, self.data).learn(record, on);
            }
            Protocol::Forward | Protocol::Backward => {}
        }
        let input = shared.input(cell);
        let mut seen = Recorder::new(cell, input.seen(), &watch.ranges);
        let see = |observation| {
            record.sites.push(seen.site(observation, 0));
            on(0)
        };
        if cell.protocol == Protocol::Backward {
            let classes = self.data.first_classes(cell.samples);
            let top = match (cell.top, self.data.classes()) {
                (Some(loss), Some(outputs)) => Top::Loss { loss, classes, outputs },
                _ => Top::Normal,
            };
            return network.backward_from(input, noise, top, &watch, see);
        }
        let mut workspace = kept.take();
        match prefix {
            Some(prefix) => network.forward_after(prefix, noise, &watch, &mut workspace, see)?,
            None => network.forward_from(input, noise, &watch, &mut workspace, see)?,
        }
        if workspace.bytes() <= MOST_KEPT {
            kept.set(workspace);
        }
        ControlFlow::Continue(())
    }
}
