import ChildProcesses
import Foundation
import Localization
import SystemPackage

/// Slurm's own programs, each with a bound on its time.
struct SlurmCommand: Sendable {
    /// How long a program may take: its controller may be busy, but the job ends soon.
    var patience = Duration.seconds(10)

    /// When a job ends, in seconds since 1970.
    ///
    /// - Throws: ``CommandFailure`` where that is not known.
    func end(of job: SlurmJob) async throws -> Int {
        let words = ["squeue", "-h", "-j", job.id, "-o", "%e"]
        let result: ProgramOutput
        switch await run(words) {
        case .output(let output): result = output
        case .failed(let problem):
            throw CommandFailure(localized("The end of the job is not known: \(problem)."), .unavailable)
        case .missing:
            throw CommandFailure(
                localized(
                    "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and there is no squeue in "
                        + "PATH; use --deadline."), .usage)
        }
        let text = String(decoding: result.output, as: UTF8.self)
        if let time = JobEnd.time(inOutputOfSqueue: text, in: .current) { return time }
        let command = words.joined(separator: " ")
        guard let said = text.split(whereSeparator: \.isNewline).first?.prefix(40) else {
            throw CommandFailure(
                localized(
                    "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and `\(command)` says "
                        + "nothing; give the job a time limit, or use --deadline."), .usage)
        }
        throw CommandFailure(
            localized(
                "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and `\(command)` says "
                    + "\"\(String(said))\"; give the job a time limit, or use --deadline."), .usage)
    }

    /// Asks Slurm to run a job again; returns what was in the way.
    func requeue(_ job: SlurmJob) async -> String? {
        switch await run(["scontrol", "requeue", job.id]) {
        case .output: nil
        // Slurm does so by itself already, as after a node has failed.
        case .failed(let problem) where problem.english.contains("pending execution"): nil
        case .failed(let problem): localized("The job is not requeued: \(problem); submit it again.")
        case .missing:
            localized("The job is not requeued: there is no scontrol in PATH; submit it again.")
        }
    }

    private enum Outcome {
        case output(ProgramOutput)
        case failed(Message)
        case missing
    }

    private func run(_ words: [String]) async -> Outcome {
        // A user may have chosen a form of times of their own.
        guard let program = ChildProgram(named: words[0], arguments: []),
            let environment = ChildProgram(
                named: "env", arguments: ["SLURM_TIME_FORMAT=standard", program.path] + words.dropFirst())
        else { return .missing }
        let name = "`\(words.joined(separator: " "))`"
        let result: ProgramOutput
        do { result = try await ProgramOutput.of(environment, within: patience) } catch {
            return .failed(Message("\(name) cannot be run (\(Message(ofSystem: error.description)))"))
        }
        switch result.ending {
        case .exited(0): return .output(result)
        case nil:
            return .failed(
                Message("\(name) did not end within \(Int(clamping: patience.components.seconds)) s"))
        case .exited(let status):
            return .failed(
                Self.words(of: result).map { Message("\(name) ended with \(Int(status)) and says \"\($0)\"") }
                    ?? Message("\(name) ended with \(Int(status))"))
        case .signaled(let number): return .failed(Message("\(name) was ended by signal \(Int(number))"))
        }
    }

    /// The first line of what a program complains of.
    private static func words(of result: ProgramOutput) -> String? {
        let text = String(decoding: result.error.isEmpty ? result.output : result.error, as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) }
    }
}
