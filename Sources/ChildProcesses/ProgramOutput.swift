package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a program that asks nobody anything wrote, and how it ended.
package struct ProgramOutput: Sendable, Hashable {
    /// How it ended by itself; `nil` where it was ended, since its time was over or nobody waits for it any more.
    package var ending: ChildGroup.Ending?
    /// The beginning of its standard output.
    package var output: [UInt8] = []
    /// The beginning of its standard error.
    package var error: [UInt8] = []

    /// How often the program is looked at.
    private static let pace = Duration.milliseconds(10)
    /// The most that is kept of each output, in bytes.
    private static let limit = 65_536

    /// Runs a program without input, and ends it with all that it has started once its time is over.
    ///
    /// - Throws: What the system says, also where the program cannot be executed.
    package static func of(_ program: ChildProgram, within patience: Duration) async throws(Errno) -> ProgramOutput {
        let null = try FileDescriptor.opened("/dev/null")
        defer { try? null.close() }
        let output = try Pipe()
        defer { output.close() }
        let error = try Pipe()
        defer { error.close() }
        let group = try ChildGroup.start(
            program, .init(input: null, output: output.writer, error: error.writer), lendsTerminal: false)
        let end = ContinuousClock.now + patience
        var result = ProgramOutput()
        while true {
            let ending = group.ending()
            output.take(&result.output, limit: limit)
            error.take(&result.error, limit: limit)
            if let ending {
                result.ending = ending
                return result
            }
            let mayGoOn = ContinuousClock.now < end
            guard mayGoOn, (try? await Task.sleep(for: pace)) != nil else {
                group.end()
                return result
            }
        }
    }
}

/// A pipe whose reading end does not wait.
private struct Pipe {
    let (reader, writer): (FileDescriptor, FileDescriptor)

    init() throws(Errno) {
        do { (reader, writer) = try FileDescriptor.pipe() } catch { throw error as? Errno ?? .ioError }
        _ = fcntl(reader.rawValue, F_SETFL, O_NONBLOCK)
    }

    func close() {
        try? reader.close()
        try? writer.close()
    }

    /// Takes what is there; what is beyond the limit is dropped, lest the program waits for its reader.
    func take(_ bytes: inout [UInt8], limit: Int) {
        var block = [UInt8](repeating: 0, count: 4096)
        // A program that writes without end is not read without end.
        for _ in 0..<64 {
            guard let count = try? block.withUnsafeMutableBytes({ try reader.read(into: $0) }), count > 0 else {
                return
            }
            bytes += block.prefix(min(count, max(0, limit - bytes.count)))
        }
    }
}

extension FileDescriptor {
    fileprivate static func opened(_ path: FilePath) throws(Errno) -> FileDescriptor {
        do { return try open(path, .readOnly, options: [.closeOnExec]) } catch { throw error as? Errno ?? .ioError }
    }
}
