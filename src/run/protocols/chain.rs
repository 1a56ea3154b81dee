//! Cells of which each network is the beginning of the next, seen in one pass.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use super::recorder::Recorder;
use crate::network::{Corner, Observation};
use crate::record::CellRecord;
use crate::study::Cell;

/// The cells of a chain whose records are not finished, the shallowest first.
pub(crate) struct OpenChain<'a> {
    cells: VecDeque<OpenCell<'a>>,
    /// What is kept of the outputs of each cell's layers.
    corner: Option<Corner>,
}

struct OpenCell<'a> {
    index: usize,
    depth: usize,
    recorder: Recorder<'a>,
    record: CellRecord,
}

impl<'a> OpenChain<'a> {
    /// Of cells and records in which nothing was seen yet.
    pub(crate) fn new(
        cells: impl Iterator<Item = (&'a Cell, Recorder<'a>, CellRecord)>,
        corner: Option<Corner>,
    ) -> Self {
        let open = |(index, (cell, recorder, record)): (usize, (&Cell, _, _))| OpenCell {
            index,
            depth: cell.layers.len() - 1,
            recorder,
            record,
        };
        Self { cells: cells.enumerate().map(open).collect(), corner }
    }

    /// The corner to look at, for each cell to find its own: which layers keep one hangs on the depth.
    pub(crate) fn corner_for_all(&self) -> Option<Corner> {
        let all = |corner| Corner { layers: usize::MAX, ..corner };
        if self.cells.len() > 1 { self.corner.map(all) } else { self.corner }
    }

    /// Gives what was seen to all cells that have the layer; those that end before it are finished.
    pub(crate) fn see<Stop>(
        &mut self,
        mut observation: Observation,
        finish: &mut impl FnMut(usize, CellRecord) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        self.finish_above(observation.layer, finish)?;
        let seen = observation.corner.take();
        let corner_of = |depth: usize| {
            let covers = self.corner.is_some_and(|corner| corner.covers(observation.layer, depth));
            seen.as_ref().filter(|_| covers).cloned()
        };
        // The deepest, which most chains have alone, takes what the others get a copy of.
        if let Some((deepest, others)) = self.cells.make_contiguous().split_last_mut() {
            for OpenCell { depth, recorder, record, .. } in others {
                let corner = corner_of(*depth);
                record.sites.push(recorder.site(Observation { corner, ..observation.clone() }, 0));
            }
            let corner = corner_of(deepest.depth);
            deepest.record.sites.push(deepest.recorder.site(Observation { corner, ..observation }, 0));
        }
        ControlFlow::Continue(())
    }

    /// Finishes all.
    pub(crate) fn finish<Stop>(
        mut self,
        finish: &mut impl FnMut(usize, CellRecord) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        self.finish_above(usize::MAX, finish)
    }

    /// Finishes the cells that end before a layer.
    fn finish_above<Stop>(
        &mut self,
        layer: usize,
        finish: &mut impl FnMut(usize, CellRecord) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        while self.cells.front().is_some_and(|cell| cell.depth < layer)
            && let Some(OpenCell { index, record, .. }) = self.cells.pop_front()
        {
            finish(index, record)?;
        }
        ControlFlow::Continue(())
    }
}
