import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// The built program, run in a folder and a home of its own.
struct Program: Sendable {
    /// What a run left behind.
    struct Outcome: Sendable {
        var exitCode: Int32?
        var signal: Int32?
        var output: String
        var error: String

        /// The exit code as a shell would show it.
        var status: Int32 { exitCode ?? 128 + (signal ?? 0) }
        /// The lines on standard error.
        var errorLines: [String] { error.split(separator: "\n").map(String.init) }
    }

    /// The root of the package.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The program under test: the debug build, unless `CLOUDCOMPUTE_TEST_PROGRAM` names another.
    static let path =
        ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PROGRAM"]
        ?? root.appendingPathComponent(".build/debug/cloudcompute").path

    /// Whether the program under test is built for a sanitizer, which makes it several times slower.
    static let isSanitized = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_SANITIZER"] != nil
    /// What a sanitizer is told, which each program that is built for it has to know; empty where there is none.
    private static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
        ["ASAN_OPTIONS", "TSAN_OPTIONS", "LD_PRELOAD"].contains($0.key)
    }

    let folder: URL
    var environment: [String: String]

    /// Makes a folder, runs the body with it, and removes it.
    static func inFolder<Result: Sendable>(_ body: (Program) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cloudcompute-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let program = Program(
            folder: folder,
            environment: [
                "PATH": "\(URL(fileURLWithPath: Self.path).deletingLastPathComponent().path):\(path)",
                "HOME": folder.path, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            ].merging(sanitizerOptions) { $1 })
        return try await body(program)
    }

    /// The path of a file in the folder.
    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// Reads a file of the folder.
    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        try await run(executable: Self.path, arguments, input: input)
    }

    /// Runs a shell command with the program in the path; it may wait for what is written into a file with `follow`.
    func shell(_ command: String, input: String = "") async throws -> Outcome {
        try await run(executable: "/bin/bash", ["-c", Self.functions + command], input: input)
    }

    /// `follow FILE COMMAND…` runs a command on what stands in a file and on what comes, until it has read enough.
    ///
    /// `tail` is told of changes, save where there is no file yet, which it looks for ten times a second.
    private static let functions = """
        follow() {
          local file=$1 reader status
          shift
          exec 9< <(exec tail -n +1 -s 0.1 -F "$file" 2> /dev/null)
          reader=$!
          "$@" <&9 > /dev/null 2>&1
          status=$?
          exec 9<&-
          kill $reader
          return $status
        }

        """

    /// Bounds the size of files, in KiB, for the rest of a shell command, as a disk does that fills.
    ///
    /// The thread sanitizer lays out memory by a file in this folder, which may not be short, and goes without where there is none.
    static func fileLimit(_ size: Int) -> String { "trap '' XFSZ; ulimit -f \(size); export TMPDIR=/dev/null; " }

    /// Runs any program to its end.
    func run(executable: String, _ arguments: [String], input: String = "") async throws -> Outcome {
        let configuration = Configuration(
            executable: .path(FilePath(executable)), arguments: Arguments(arguments),
            environment: subprocessEnvironment, workingDirectory: FilePath(folder.path))
        if input.isEmpty {
            let result = try await Subprocess.run(
                configuration, input: .none, output: .string(limit: 64 << 20), error: .string(limit: 64 << 20))
            return Outcome(result.terminationStatus, result.standardOutput, result.standardError)
        }
        let result = try await Subprocess.run(
            configuration, input: .string(input), output: .string(limit: 64 << 20), error: .string(limit: 64 << 20))
        return Outcome(result.terminationStatus, result.standardOutput, result.standardError)
    }

    /// Starts the program, hands each line of its output to the body, and ends it by a signal once the body is done.
    func whileRunning<Result: Sendable>(
        _ arguments: [String], endingWith signal: Signal = .terminate,
        _ body: (String) async throws -> Result
    ) async throws -> (Result?, Outcome) {
        let result = try await Subprocess.run(
            .path(FilePath(Self.path)), arguments: Arguments(arguments), environment: subprocessEnvironment,
            workingDirectory: FilePath(folder.path), input: .none, output: .sequence, error: .string(limit: 1 << 20)
        ) { execution -> Result? in
            var result: Result?
            for try await line in execution.standardOutput.strings() {
                if result == nil {
                    do { result = try await body(line) } catch {
                        try execution.send(signal: signal)
                        throw error
                    }
                    try execution.send(signal: signal)
                }
            }
            return result
        }
        return (result.closureResult, Outcome(result.terminationStatus, "", result.standardError))
    }

    /// Starts the program and kills it once a shell command that waits for something has ended.
    func killing(_ arguments: [String], once event: String) async throws {
        let script = "cloudcompute \"$@\" > /dev/null 2>&1 & program=$!\n\(event)\nkill -KILL $program; wait $program"
        _ = try await run(executable: "/bin/bash", ["-c", Self.functions + script, "bash"] + arguments)
    }

    /// The number of whole lines in a file of the folder, 0 where it is not there.
    func lineCount(_ name: String) throws -> Int {
        guard let data = FileManager.default.contents(atPath: file(name)) else { return 0 }
        return data.count { $0 == UInt8(ascii: "\n") }
    }

    private var subprocessEnvironment: Environment {
        .custom(
            Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(rawValue: $0.key) ?? "", $0.value) }))
    }
}

extension Program.Outcome {
    init(_ status: TerminationStatus, _ output: String?, _ error: String?) {
        switch status {
        case .exited(let code): exitCode = code
        case .signaled(let number): signal = number
        }
        self.output = output ?? ""
        self.error = error ?? ""
    }
}

extension Program {
    /// Serves a sandbox as a process of its own while the body runs; the body gets a program set up for it.
    func withSandbox<Result: Sendable>(
        _ flags: [String] = [], _ body: (Program, String) async throws -> Result
    ) async throws -> Result {
        let (result, outcome) = try await whileRunning(["sandbox"] + flags) { line in
            let url = line.trimmingCharacters(in: .whitespacesAndNewlines)
            var program = self
            program.environment["CLOUDCOMPUTE_BASE_URL"] = url
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-sandbox"
            return try await body(program, url)
        }
        guard let result else { throw SandboxDidNotStart(error: outcome.error) }
        return result
    }

    struct SandboxDidNotStart: Error {
        var error: String
    }
}
