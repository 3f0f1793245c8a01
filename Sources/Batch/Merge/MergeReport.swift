import JSON

/// What a merge found.
package struct MergeReport: Sendable, Equatable {
    /// A line of a part that is no result.
    package struct ForeignLine: Sendable, Hashable {
        package var file: String
        package var line: Int
    }

    /// The most ids, or lines, that are kept of each kind; the rest are counted.
    package static let listLength = 20

    /// The lines of the input; `nil` where the input is not known, so that nobody can tell what is missing or foreign.
    package internal(set) var lines: Int?
    /// Ids with a result.
    package internal(set) var results = 0
    /// Ids with failures only.
    package internal(set) var failures = 0
    /// Lines of the input that no part has.
    package internal(set) var missing = 0
    /// Lines of the input whose id an earlier one has, and of which no failure tells.
    package internal(set) var repeated = 0
    /// Ids that more than one line bears.
    package internal(set) var doubled = 0
    /// Lines that were left out since a better one of the same id is there, or one of the same line of the input.
    package internal(set) var droppedLines = 0
    /// Ids that the input does not have.
    package internal(set) var foreign = 0
    /// Lines of parts that are no results.
    package internal(set) var foreignLines = 0
    /// Lines that a kill or a crash has cut off.
    package internal(set) var tornLines = 0

    /// The first of the ids that are missing, doubled and foreign, and of the lines that are no results.
    package internal(set) var missingIDs: [String] = []
    package internal(set) var doubledIDs: [String] = []
    package internal(set) var foreignIDs: [String] = []
    package internal(set) var foreignLinePlaces: [ForeignLine] = []
    /// Shards of the parts' runs that have no output.
    package internal(set) var absent: [PartSet.AbsentShards] = []
    /// Outputs and pools whose runs say that they have not finished.
    package internal(set) var unfinished: [String] = []
    /// Lines of pools, where nothing else is merged and the input is not known, that no part has.
    package internal(set) var lost = 0
    /// Whether all runs tell of themselves.
    var knowsRuns = false

    /// Whether all that was asked for is in the parts, by the input or else by what runs tell of themselves; `nil` where
    /// neither is known.
    package var isComplete: Bool? {
        if lines != nil { return missing == 0 }
        if !absent.isEmpty || !unfinished.isEmpty || lost > 0 { return false }
        return knowsRuns ? true : nil
    }
}
