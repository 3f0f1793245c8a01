import ChildProcesses
import JSON
import SystemPackage

/// A call of a local tool: arguments on its standard input, the result on its standard output.
enum LocalToolRun {
    /// How long a tool may run, and how long without writing anything.
    private static let (limit, idleLimit) = (Duration.seconds(600), Duration.seconds(120))

    private enum Reason: Sendable {
        case ended, interrupted, tooLong(Duration)
    }

    static func run(_ tool: LocalTool, _ arguments: JSONObject, _ variables: [String: String]) async -> ToolResult {
        // The file may have been changed since it was read.
        guard LocalToolFolder.isTrusted(tool.executable) else {
            return ToolResult(outcome: .failed, text: "Error: other accounts may change the tool's program.")
        }
        var environment = CleanEnvironment.variables(of: variables)
        environment["CLOUDCOMPUTE_TOOL"] = tool.definition.name
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let output = LocalToolOutput { end.finish() }
        let program: PipedProgram
        do {
            program = try await PipedProgram.start(
                ChildProgram(path: tool.executable, arguments: []), environment: CleanEnvironment.list(environment),
                folder: nil, tell: { output.take($0) })
        } catch {
            return ToolResult(
                outcome: .failed, text: "Error: the tool cannot be started: \(error.description.lowercased()).")
        }
        program.write(JSONValue.object(arguments).jsonBytes + [0x0A])
        program.closeInput()
        let reason = await wait(ends, output, tool.timeout ?? limit)
        await program.end(.terminate)
        switch reason {
        case .ended: return output.result
        case .interrupted:
            return ToolResult(outcome: .interrupted, text: "Error: the call was interrupted.")
        case .tooLong(let time):
            let seconds = time / .seconds(1)
            let text = seconds == seconds.rounded() ? "\(time.components.seconds)" : "\(seconds)"
            return ToolResult(
                outcome: .timedOut, text: "Error: the tool did not end within \(text) s and was given up.")
        }
    }

    private static func wait(
        _ ends: AsyncStream<Void>, _ output: LocalToolOutput, _ limit: Duration
    ) async -> Reason {
        let start = ContinuousClock.now
        return await withTaskGroup(of: Reason.self) { group in
            group.addTask {
                for await _ in ends {}
                return Task.isCancelled ? .interrupted : .ended
            }
            group.addTask {
                while true {
                    let deadline = min(output.heard + idleLimit, start + limit)
                    guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else {
                        return .interrupted
                    }
                    if .now >= start + limit { return .tooLong(limit) }
                    if .now >= output.heard + idleLimit { return .tooLong(idleLimit) }
                }
            }
            let reason = await group.next() ?? .interrupted
            group.cancelAll()
            return Task.isCancelled ? .interrupted : reason
        }
    }
}
