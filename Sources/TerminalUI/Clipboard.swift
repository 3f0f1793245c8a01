import Foundation

/// Puts text on the clipboard of the person at the terminal.
public enum Clipboard {
    /// The way by which it went.
    public enum Way: Sendable, Hashable {
        /// A program of this machine.
        case program(String)
        /// The terminal, asked by the control sequence OSC 52; it does not tell whether it obeyed.
        case terminal
    }

    /// Terminals drop longer OSC 52 sequences; the bound is that of the shortest known, in bytes of base64.
    private static let maximumSequence = 74_994

    /// Copies text: with a program where the desktop is this machine's own, else through the terminal.
    ///
    /// - Parameter output: The terminal, if there is one.
    /// - Returns: The way it went, or `nil` where there is none.
    public static func copy(_ text: String, output: Output) -> Way? {
        let environment = ProcessInfo.processInfo.environment
        if environment["SSH_TTY"] == nil, environment["SSH_CONNECTION"] == nil {
            for (program, arguments) in candidates(environment) {
                guard let path = find(program, environment), run(path, arguments, text) else { continue }
                return .program(program)
            }
        }
        let encoded = Data(text.utf8).base64EncodedString()
        guard output.isTerminal, encoded.utf8.count <= maximumSequence else { return nil }
        return (try? output.write("\u{1B}]52;c;\(encoded)\u{07}")) == nil ? nil : .terminal
    }

    private static func candidates(_ environment: [String: String]) -> [(String, [String])] {
        #if os(macOS)
            return [("pbcopy", [])]
        #else
            var programs: [(String, [String])] = []
            if environment["WAYLAND_DISPLAY"] != nil { programs.append(("wl-copy", [])) }
            if environment["DISPLAY"] != nil {
                programs += [("xclip", ["-selection", "clipboard"]), ("xsel", ["--clipboard", "--input"])]
            }
            if environment["WSL_DISTRO_NAME"] != nil { programs.append(("clip.exe", [])) }
            return programs
        #endif
    }

    private static func find(_ program: String, _ environment: [String: String]) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func run(_ path: String, _ arguments: [String], _ text: String) -> Bool {
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try input.fileHandleForWriting.close()
        } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
