import CloudComputeClient
import Instances
import SystemPackage
import Terminal

/// An instance and the port on it, as sentences name them.
struct TunnelPlace: Sendable {
    var instance: Int
    var port: Int

    /// The sentence for a tunnel that cannot be had or has ended.
    func sentence(_ error: TunnelError) -> String {
        switch error {
        case .sshMissing: "The program ssh cannot be run; install openssh-client."
        case .sshNotStarted(let code): "The program ssh cannot be started: \(code.description.lowercased())."
        case .noPrivateFolder:
            "No usable folder for the tunnel's socket: set XDG_RUNTIME_DIR or TMPDIR to one with a short path in which "
                + "no other account can rename files."
        case .portTaken(let port?): Self.portTaken(port)
        case .portTaken(nil): "No port of this machine is free for the tunnel."
        case .ended(let ending): "The tunnel to instance \(instance) is down: \(Self.words(ending))."
        case .notOpenInTime(let line):
            "ssh did not log in to instance \(instance) in time\(line.map { ": " + Self.line($0) } ?? "")."
        case .noAnswer(let reason):
            "On port \(port) of instance \(instance) no model answers: "
                + "\(reason.map(Self.line) ?? "the time was too short to ask")."
        }
    }

    /// The failure for a command that ends with it.
    func failure(_ error: TunnelError) -> CommandFailure { CommandFailure(sentence(error), endingLike: error) }

    /// Runs the body, whose tunnel errors become failures of the command.
    func explaining<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let error as TunnelError { throw failure(error) }
    }

    /// What is said while the tunnel stands and the model does not answer yet.
    var waitingForModel: String { "The tunnel is open; waiting for the model on port \(port) of the instance …" }

    static func portTaken(_ port: Int) -> String {
        "The port \(port) of this machine is taken; choose another with --local-port."
    }

    /// How ssh ended, as the end of a sentence.
    static func words(_ ending: SSHEnding) -> String {
        "ssh ended with \(ending.status)\(ending.line.map { ": " + line($0) } ?? " and said nothing")"
    }

    /// A line of ssh, which may be the other side's words, without the full stop at its end.
    static func line(_ text: String) -> String {
        let text = ControlCharacterFilter.filterLine(text)
        return text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
    }
}
