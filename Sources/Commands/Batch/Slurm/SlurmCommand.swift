import ChildProcesses
import Foundation
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
            throw CommandFailure("The end of the job is not known: \(problem).", .unavailable)
        case .missing:
            throw CommandFailure(
                "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and there is no squeue in PATH; "
                    + "use --deadline.", .usage)
        }
        let text = String(decoding: result.output, as: UTF8.self)
        if let time = JobEnd.time(inOutputOfSqueue: text, in: .current) { return time }
        let said = text.split(whereSeparator: \.isNewline).first.map { "says \"\($0.prefix(40))\"" } ?? "says nothing"
        throw CommandFailure(
            "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and `\(words.joined(separator: " "))` "
                + "\(said); give the job a time limit, or use --deadline.", .usage)
    }

    /// Asks Slurm to run a job again; returns what was in the way.
    func requeue(_ job: SlurmJob) async -> String? {
        switch await run(["scontrol", "requeue", job.id]) {
        case .output: nil
        // Slurm does so by itself already, as after a node has failed.
        case .failed(let problem) where problem.contains("pending execution"): nil
        case .failed(let problem): "The job is not requeued: \(problem); submit it again."
        case .missing: "The job is not requeued: there is no scontrol in PATH; submit it again."
        }
    }

    private enum Outcome {
        case output(ProgramOutput)
        case failed(String)
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
            return .failed("\(name) cannot be run (\(error.description.lowercased()))")
        }
        switch result.ending {
        case .exited(0): return .output(result)
        case nil: return .failed("\(name) did not end within \(Int(clamping: patience.components.seconds)) s")
        case .exited(let status): return .failed("\(name) ended with \(status)\(Self.words(of: result))")
        case .signaled(let number): return .failed("\(name) was ended by signal \(number)")
        }
    }

    /// The first line of what a program complains of.
    private static func words(of result: ProgramOutput) -> String {
        let text = String(decoding: result.error.isEmpty ? result.output : result.error, as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).first.map { " and says \"\($0.prefix(200))\"" } ?? ""
    }
}
