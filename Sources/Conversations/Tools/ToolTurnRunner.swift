package import CloudComputeClient
package import ConversationStore
import JSON
import Terminal
package import Tools

/// Runs a turn in which the model may call tools, over ``TurnRunner``: it carries out what ``ToolLoop`` decides and holds no
/// rule.
package struct ToolTurnRunner: Sendable {
    private let runner: TurnRunner
    private let access: ToolAccess

    /// Makes a runner.
    package init(_ runner: TurnRunner, _ access: ToolAccess) {
        self.runner = runner
        self.access = access
    }

    /// Runs a turn to its end; cancelling the task ends what is under way, and answers the open calls.
    ///
    /// - Parameters:
    ///   - request: The request without tools.
    ///   - policy: What may run without a question; what the user allows meanwhile is added.
    ///   - record: Where the turn is stored; when this returns, it is.
    package func run(
        _ request: ChatRequest, policy: inout ConsentPolicy, record: (ConversationStore, TurnRecord)?,
        view: some ToolTurnView
    ) async -> FinishedTurn {
        var loop = ToolLoop(policy: policy, maximumRounds: access.maximumRounds, makeID: Self.newID)
        defer { policy = loop.policy }
        var request = request
        var recording = record.map { ToolTurnRecording($0.0, $0.1, request) }
        let former = request.parameters["tools"]
        while true {
            let offered = loop.offer(await access.toolbox.tools())
            for tool in loop.leftOut { await view.showLeftOut(tool) }
            request.offer(offered, besides: former)
            if !loop.rounds.isEmpty { await view.beginRound() }
            let opening = loop
            var finished = await runner.run(
                request, recorder: recording?.recorder(loop.rounds.count), opening: { opening.open(&$0) }
            ) { try await view.show($0) }
            recording?.add(finished)
            if loop.rounds.isEmpty, !offered.isEmpty { finished.error = finished.error.map(Self.explained) }
            let opened = finished.error == nil && finished.outputError == nil ? finished.opened : []
            guard loop.take(finished.reply, opened, model: request.model) else {
                return finish(finished, loop, recording)
            }
            var failure: (any Error)?
            do { try await view.endRound() } catch { failure = error }
            if Task.isCancelled || failure != nil { loop.interrupt() }
            guard let messages = await answer(&loop, &recording, view) else {
                finished.outputError = finished.outputError ?? failure as? OutputError
                return finish(finished, loop, recording)
            }
            request.messages += messages
        }
    }

    /// Asks about the calls of the last reply, runs them and stores what they gave.
    ///
    /// - Returns: The messages that follow; `nil` where the turn ends here.
    private func answer(
        _ loop: inout ToolLoop, _ recording: inout ToolTurnRecording?, _ view: some ToolTurnView
    ) async -> [ChatMessage]? {
        var isOverLimit = false
        while true {
            let step = loop.next()
            for (place, call, wasAsked) in loop.takeSettled() {
                if recording?.store(call, at: place) == true { loop.shorten(place) }
                // Calls beyond the limit may be many, and are told of once.
                if !isOverLimit { await view.show(call, wasAsked: wasAsked) }
                isOverLimit = isOverLimit || call.result.outcome == .overLimit
            }
            switch step {
            case .ask(let question):
                let answer = await view.ask(question)
                if answer == .always { await remember(question.tool, view) }
                loop.decide(Task.isCancelled ? .stop : answer)
            case .call(let tool, let arguments):
                loop.finish(await run(tool, arguments, view))
                if Task.isCancelled { loop.interrupt() }
            case .request(let messages):
                guard Task.isCancelled else { return messages }
                loop.interrupt()
            case .end: return nil
            }
        }
    }

    private func run(_ tool: ToolDefinition, _ arguments: JSONObject, _ view: some ToolTurnView) async -> ToolResult {
        await view.begin(tool)
        let (told, continuation) = AsyncStream.makeStream(of: ToolProgress.self, bufferingPolicy: .bufferingNewest(1))
        let reader = Task { for await progress in told { await view.show(progress) } }
        let result = await access.toolbox.call(tool, arguments: arguments) { continuation.yield($0) }
        continuation.finish()
        await reader.value
        return result
    }

    private func remember(_ tool: ToolDefinition, _ view: some ToolTurnView) async {
        do throws(ToolApprovals.Failure) { try await access.approvals.add(tool) } catch { await view.show(error) }
    }

    private func finish(_ last: FinishedTurn, _ loop: ToolLoop, _ recording: ToolTurnRecording?) -> FinishedTurn {
        var finished = last
        finished.rounds = loop.rounds
        finished.ending = loop.ending
        // What was stored is the reply as it came.
        if loop.ending == .interrupted { finished.reply.status = .interrupted }
        finished.storeError = recording?.failure ?? last.storeError
        finished.storedIDs = recording?.ids ?? []
        return finished
    }

    /// A refusal of the first request that offers tools may be about these.
    private static func explained(_ error: any Error) -> any Error {
        guard let refusal = error as? CloudComputeError, refusal.code != .unknownModel,
            let status = refusal.statusCode, [400, 404, 422].contains(status)
        else { return error }
        return ToolsRefused(cause: error)
    }

    /// Mistral's servers take nothing but nine letters and digits.
    private static func newID() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String((0..<9).compactMap { _ in letters.randomElement() })
    }
}

extension ChatRequest {
    /// Offers tools, and those that the request's own fields offer.
    fileprivate mutating func offer(_ tools: [ToolDefinition], besides own: JSONValue?) {
        let all = (own?.array ?? []) + tools.map(\.json)
        parameters["tools"] = all.isEmpty ? own : .array(all)
    }
}
