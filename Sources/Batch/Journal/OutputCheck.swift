import Files
import SystemPackage

/// Refuses outputs that would destroy something.
enum OutputCheck {
    private struct Named {
        var what: String
        var path: String
        var place: FilePlace
    }

    /// Refuses a run in which two of its files are the same one, under whatever names, there already or not.
    ///
    /// - Throws: ``BatchError``.
    static func check(_ run: BatchRun) throws(BatchError) {
        var outputs: [Named] = []
        try add("output", run.output, to: &outputs)
        try add("file for failures", run.errors, to: &outputs)
        if let superseded = BatchRun.supersededPath(run.output) {
            try add("file for superseded results", superseded, to: &outputs)
        }
        var others: [Named] = []
        for input in run.inputs { try add("input", input, isInput: true, to: &others) }
        for file in run.otherFiles {
            // Whether such a file can be used is for those to say who read it.
            guard let place = (try? FilePlace(file.path)) ?? nil else { continue }
            others.append(Named(what: file.what, path: file.path, place: place))
        }
        for (index, output) in outputs.enumerated() {
            for other in outputs[..<index] + others[...] where other.place == output.place {
                throw BatchError(
                    .usage,
                    "The \(output.what) \(output.path) is also the \(other.what) \(other.path); "
                        + "choose another with \(output.what == "file for failures" ? "--errors" : "-o").")
            }
        }
    }

    private static func add(
        _ what: String, _ path: String, isInput: Bool = false, to files: inout [Named]
    ) throws(BatchError) {
        let place: FilePlace?
        do throws(FileError) {
            place = path == "-" ? FilePlace(isInput ? .standardInput : .standardOutput) : try FilePlace(path)
        } catch {
            throw BatchError(
                isInput ? .unreadableInput : .output, "The \(what) \(path) cannot be used: \(error.reason).")
        }
        if let place { files.append(Named(what: what, path: path, place: place)) }
    }
}
