import Foundation
import SystemPackage
import Testing

@testable import ChildProcesses

@Suite(.timeLimit(.minutes(1))) struct ChildProgramTests {
    @Test(arguments: [
        ("CLOUDCOMPUTE_API_KEY=x", true), ("CLOUDCOMPUTE_MODEL_KEY=x", true), ("CLOUDCOMPUTE_API_KEY_FILE=/x", true),
        ("CLOUDCOMPUTE_KEY", true), ("CLOUDCOMPUTE_BASE_URL=KEY", false), ("PATH=CLOUDCOMPUTE_API_KEY=x", false),
        ("MY_CLOUDCOMPUTE_API_KEY=x", false), ("=", false), ("", false),
    ])
    func variablesWithAKeyStay(variable: String, isSecret: Bool) {
        #expect(ChildEnvironment.isSecret(Array(variable.utf8)) == isSecret)
    }

    @Test func aChildGetsTheStandardDescriptorsAndNoOther() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let output = try Self.output("ls /proc/self/fd")
        #expect(output.split(separator: "\n").count == 4, "\(output)")
    }

    @Test func aChildTakesSignalsAsUsualWhateverThisProcessDoes() throws {
        let former = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, former) }
        #expect(try Self.signals("SigBlk", ignoresKeyboard: true) == 0)
        #expect(try Self.signals("SigIgn", ignoresKeyboard: false) == 0)
        // SIGINT is 2 and SIGQUIT is 3, the second and third bit.
        #expect(try Self.signals("SigIgn", ignoresKeyboard: true) == 0b110)
    }

    /// The bits of the signals that a child blocks or ignores; those above 31 are the C library's own.
    private static func signals(_ name: String, ignoresKeyboard: Bool) throws -> UInt64? {
        let line = try output("grep \(name): /proc/self/status", ignoresKeyboard: ignoresKeyboard)
        return line.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) }.map {
            $0 & 0x7FFF_FFFF
        }
    }

    @Test func descriptorsInEachOthersPlacesAreSetRight() throws {
        let pipe = try FileDescriptor.pipe()
        let program = try #require(ChildProgram(named: "sh", arguments: ["-c", "echo out; echo error >&2"]))
        // Standard output and error go to one pipe; standard input stays.
        let process = try program.start(.init(output: pipe.writeEnd, error: pipe.writeEnd))
        try pipe.writeEnd.close()
        #expect(try Self.text(pipe.readEnd) == "out\nerror\n")
        var status: Int32 = 0
        #expect(waitpid(process, &status, 0) == process && status == 0)
    }

    @Test func aFileThatCannotBeExecutedIsAnErrorOfTheStart() {
        #expect(throws: Errno.noSuchFileOrDirectory) {
            try ChildProgram(path: "/no/such", arguments: []).start(.init())
        }
        #expect(throws: Errno.permissionDenied) { try ChildProgram(path: "/etc/passwd", arguments: []).start(.init()) }
    }

    @Test func aChildEndsWithTheThreadThatStartedIt() throws {
        let pipe = try FileDescriptor.pipe()
        let program = try #require(ChildProgram(named: "tail", arguments: ["-f", "/dev/null"]))
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            var options = ChildProgram.Options(output: pipe.writeEnd)
            options.endsWithThread = true
            _ = try? program.start(options)
            done.signal()
        }
        done.wait()
        try pipe.writeEnd.close()
        // The child holds the only end that writes, so this returns once it is gone.
        #expect(try Self.text(pipe.readEnd).isEmpty)
    }

    private static func output(_ command: String, ignoresKeyboard: Bool = false) throws -> String {
        let pipe = try FileDescriptor.pipe()
        var options = ChildProgram.Options(output: pipe.writeEnd)
        options.ignoresKeyboard = ignoresKeyboard
        let program = try #require(ChildProgram(named: "sh", arguments: ["-c", command]))
        let process = try program.start(options)
        try pipe.writeEnd.close()
        defer { waitpid(process, nil, 0) }
        return try text(pipe.readEnd)
    }

    private static func text(_ descriptor: FileDescriptor) throws -> String {
        defer { try? descriptor.close() }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
