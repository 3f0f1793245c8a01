import Files
import SystemPackage

/// Makes one checked output of many: each id once, a result before a failure, then the newer.
///
/// The parts are read twice and stay as they are. What is kept of each line lies on the disk beside the output, so that
/// memory is bounded by a few bits a line.
package struct BatchMerge: Sendable {
    package var parts: PartSet
    package var output: String
    /// The input of the runs; `nil` for what sidecars name, if that can be read.
    package var inputs: [String]?
    /// Whether lines stand in the order of the input, rather than in that of the parts.
    package var isOrdered = false
    /// Where all ids go that are missing, doubled or foreign.
    package var list: String?
    /// Called when all is on the disk, just before the files get their places.
    package var willPlace: @Sendable () -> Void = {}

    package init(_ parts: PartSet, output: String) {
        self.parts = parts
        self.output = output
    }

    /// Whether it is known what the runs were asked for.
    package var knowsInput: Bool { inputs != nil || parts.inputs != nil }

    private var failures: String { BatchRun.errorsPath(output) }

    /// Merges; until the end of it everything stays as it was, and wherever it fails, save for `partlyWritten`.
    ///
    /// - Throws: ``MergeError``, ``BatchError`` of the input, `CancellationError`.
    package func run() async throws -> MergeReport {
        var merge = self
        while true {
            try Task.checkCancellation()
            // What runs say that they have done is in parts that are looked for after that.
            let told = try StatusReader.told(merge.parts)
            let known = merge.parts.outputsOfRuns
            merge.parts = try merge.parts.refreshed()
            if merge.parts.outputsOfRuns == known { return try await merge.run(told) }
        }
    }

    private func run(_ told: StatusReport) async throws -> MergeReport {
        let inputs = inputs ?? parts.inputs
        try checkInputs()
        try checkPlaces(inputs ?? [])
        let source = try await inputs.asyncMap { try await InputSource(paths: $0, spools: true) }
        defer { source?.remove() }
        let former = try await FormerOutput(results: output, failures: failures)
        let list = try MergeList(list)
        do {
            return try await merge(source, former, list, told)
        } catch {
            list.discard()
            throw error
        }
    }

    private func merge(
        _ source: InputSource?, _ former: FormerOutput, _ list: MergeList, _ told: StatusReport
    ) async throws -> MergeReport {
        var report = MergeReport()
        report.absent = parts.absent
        report.unfinished = told.unfinished
        report.knowsRuns = told.hasEnded == true
        let scan = try MergeScan(parts, beside: output)
        try await scan.readParts(former, list, &report)
        if former.wantsContents { try await readSuperseded(former) }
        if let source { try await scan.readInput(source) }
        try former.check()
        let selection: MergeSelection
        do {
            selection = try await MergeSelection(scan, isOrdered: isOrdered && source != nil, beside: output)
        } catch let error as FileError {
            throw MergeError.unwritable(error)
        }
        report.take(selection, lines: scan.inputLines)
        if report.lines == nil, let poolLines = parts.poolLines {
            report.lost = max(0, poolLines - report.results - report.failures)
        }
        let merged = try MergeOutput(results: output, failures: failures, former)
        do {
            try await MergeCopy(scan: scan, selection: selection, output: merged).run(list, &report)
            try await listMissing(source, selection, list, &report)
            guard merged.lines == selection.results + selection.failures else {
                throw MergeError.changedPart(scan.files.first?.path ?? output)
            }
            try merged.commit(list, willPlace: willPlace)
        } catch {
            merged.discard()
            throw error
        }
        return report
    }

    /// Results that a part's run has superseded are not lost where they leave the output.
    private func readSuperseded(_ former: FormerOutput) async throws {
        for path in parts.outputs.compactMap({ BatchRun.supersededPath($0) }) {
            guard let file = try MergeError.reading({ () throws(FileError) in try PartFile(path) }) else { continue }
            try await MergeScan.forEachEntry(of: file) { entry in
                if case .line(let line) = entry { try former.note(line.bytes) }
            }
        }
    }

    private func listMissing(
        _ source: InputSource?, _ selection: MergeSelection, _ list: MergeList, _ report: inout MergeReport
    ) async throws {
        guard let source, let lines = report.lines, selection.answered.count < lines else { return }
        var number = 0
        try await MergeScan.forEachName(of: source) { name in
            // Lines that were added meanwhile are another run's.
            if number < lines, !selection.answered.contains(number) { try list.note(missing: name.id, &report) }
            number += 1
        }
    }

    /// Refuses what is written where it is one of the files that are read or another that is written.
    private func checkPlaces(_ inputs: [String]) throws(MergeError) {
        let own = parts.outputs.flatMap { output in
            [output, BatchRun.errorsPath(output)] + [BatchRun.supersededPath(output)].compactMap { $0 }
        }
        var read: [FilePlace: String] = [:]
        do throws(FileError) {
            for path in own + inputs where path != "-" {
                if let place = try FilePlace(path) { read[place] = read[place] ?? path }
            }
        } catch {
            throw .unwritable(error)
        }
        let results = try place(of: output)
        if let same = read[results] { throw .sameFile(output: output, other: same) }
        let failed = try place(of: failures)
        if let same = read[failed] { throw .sameFile(output: failures, other: same) }
        guard let list else { return }
        (read[results], read[failed]) = (output, failures)
        if let same = read[try place(of: list)] { throw .sameList(list, other: same) }
    }

    private func place(of path: String) throws(MergeError) -> FilePlace {
        do throws(FileError) {
            guard let place = try FilePlace(path) else { throw FileError(path: path, .notRegular) }
            return place
        } catch {
            throw .unwritable(error)
        }
    }

    /// Refuses pipes, which may keep the merge waiting for ever.
    private func checkInputs() throws(MergeError) {
        for path in inputs ?? [] where path != "-" {
            let kind = try MergeError.reading { () throws(FileError) in try FileStatus.of(path)?.kind }
            if let kind, kind != .regular, kind != .directory { throw .inputNotAFile(path) }
        }
    }
}

extension MergeReport {
    fileprivate mutating func take(_ selection: MergeSelection, lines: Int?) {
        self.lines = lines
        results = selection.results
        failures = selection.failures
        repeated = selection.repeated
        doubled = selection.doubled.count
        foreign = selection.foreign.count
        droppedLines = selection.droppedLines
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await body(self)
    }
}
