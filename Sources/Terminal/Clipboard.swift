import ChildProcesses
import Foundation
import SystemPackage

/// Puts text on the clipboard of the person at the terminal.
package enum Clipboard {
    /// The way by which it went.
    package enum Way: Sendable, Hashable {
        /// A program of this machine.
        case program(String)
        /// The terminal, asked by the control sequence OSC 52; it does not tell whether it obeyed.
        case terminal
    }

    /// Terminals drop longer OSC 52 sequences; the bound is that of the shortest known, in bytes of base64.
    private static let maximumSequence = 74_994
    /// A program that takes longer, as one whose desktop does not answer, is given up.
    private static let patience = Duration.seconds(3)

    /// Copies text: with a program where the desktop is this machine's own, else through the terminal.
    ///
    /// - Parameter output: The terminal, if there is one.
    /// - Returns: The way it went, or `nil` where there is none.
    package static func copy(_ text: String, output: Output) -> Way? {
        let environment = ProcessInfo.processInfo.environment
        if environment["SSH_TTY"] == nil, environment["SSH_CONNECTION"] == nil {
            for (program, arguments) in candidates(environment) {
                guard let child = ChildProgram(named: program, arguments: arguments), run(child, text) else { continue }
                return .program(program)
            }
        }
        // tmux takes a control sequence for the clipboard only where it is told to; its own command always works.
        if environment["TMUX"] != nil, let child = ChildProgram(named: "tmux", arguments: ["load-buffer", "-w", "-"]),
            run(child, text)
        {
            return .program("tmux")
        }
        guard !["linux", "dumb", ""].contains(environment["TERM"] ?? "") else { return nil }
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

    private static func run(_ program: ChildProgram, _ text: String) -> Bool {
        guard let input = file(text), let null = try? FileDescriptor.open("/dev/null", .writeOnly) else { return false }
        defer { for descriptor in [input, null] { try? descriptor.close() } }
        guard let process = try? program.start(.init(input: input, output: null, error: null)) else { return false }
        let deadline = ContinuousClock.now + patience
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return status == 0 }
            if ended < 0, errno != EINTR { return false }
            if ContinuousClock.now > deadline {
                kill(process, SIGKILL)
                while waitpid(process, nil, 0) < 0, errno == EINTR {}
                return false
            }
            usleep(5_000)
        }
    }

    /// The text as a file without a name, which a program that does not read it cannot block as it could a pipe.
    private static func file(_ text: String) -> FileDescriptor? {
        let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var path = Array("\(folder)/cloudcompute-XXXXXX".utf8CString)
        let number = mkstemp(&path)
        guard number >= 0 else { return nil }
        unlink(path)
        let descriptor = FileDescriptor(rawValue: number)
        guard (try? descriptor.writeAll(text.utf8)) != nil, (try? descriptor.seek(offset: 0, from: .start)) != nil
        else {
            try? descriptor.close()
            return nil
        }
        return descriptor
    }
}
