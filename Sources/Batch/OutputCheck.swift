#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Refuses outputs that would destroy something.
enum OutputCheck {
    /// Refuses an output that is one of the inputs, under whatever name, or the other output.
    ///
    /// - Throws: ``BatchError``.
    static func refuseInputsAsOutput(inputs: [String], outputs: [String]) throws(BatchError) {
        for output in outputs {
            guard let place = place(output) else { continue }
            for input in inputs where self.place(input) == place {
                throw BatchError(.usage, "The output \(output) is also the input \(input); choose another with -o.")
            }
        }
        if outputs[0] == outputs[1], outputs[0] != "/dev/null" {
            throw BatchError(.usage, "Results and failures cannot both go to \(outputs[0]).")
        }
    }

    /// What tells a regular file apart; `nil` for anything else.
    private static func place(_ path: String) -> [UInt64]? {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
