import Files
import SystemPackage

/// Refuses outputs that would destroy something.
enum OutputCheck {
    private struct Named {
        var file: RunFile
        var place: FilePlace
    }

    /// Refuses a run in which two of its files are the same one, under whatever names, there already or not.
    ///
    /// - Throws: ``BatchError``.
    static func check(_ run: BatchRun) throws(BatchError) {
        var outputs: [Named] = []
        try add(.output(.results), run.output, to: &outputs)
        try add(.output(.failures), run.errors, to: &outputs)
        if let superseded = BatchRun.supersededPath(run.output) {
            try add(.output(.superseded), superseded, to: &outputs)
        }
        var others: [Named] = []
        for input in run.inputs { try add(.input, input, to: &others) }
        for file in run.otherFiles {
            // Whether such a file can be used is for those to say who read it.
            guard let place = (try? FilePlace(file.path)) ?? nil else { continue }
            others.append(Named(file: file, place: place))
        }
        for (index, output) in outputs.enumerated() {
            for other in outputs[..<index] + others[...] where other.place == output.place {
                throw .sameFile(output.file, other.file)
            }
        }
    }

    private static func add(
        _ role: RunFile.Role, _ path: String, to files: inout [Named]
    ) throws(BatchError) {
        let place: FilePlace?
        do throws(FileError) {
            place = path == "-" ? FilePlace(role == .input ? .standardInput : .standardOutput) : try FilePlace(path)
        } catch {
            throw role == .input ? .unusableInput(error) : .unusableOutput(RunFile(role, path), error)
        }
        if let place { files.append(Named(file: RunFile(role, path), place: place)) }
    }
}
