import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import Terminal

/// One question to several models at once; the answers are printed in the order in which the models are named.
struct AskComparison: Sendable {
    var runner: AskRunner
    var models: [String]

    /// Asks, prints the answers and stores all.
    ///
    /// - Throws: ``CommandFailure`` where some model gave no answer that is whole and fits; what came is printed and stored
    ///   by then.
    func ask(_ context: CommandContext, in start: Conversation, store: ConversationStore?) async throws {
        let places = AskPlaces(runner.message, start, models, store, context.console)
        let requests = models.enumerated().map { index, model in
            var conversation = start
            conversation.model = model
            var request = conversation.request(saying: runner.message)
            if let schema = runner.schema { request.parameters["response_format"] = schema.responseFormat }
            return ParallelTurns.Request(request, recorder: places.recorder(index))
        }
        let output = ComparisonOutput(self, context)
        let turnRunner = runner.turnRunner(context)
        let (_, signal) = await AskRunner.stoppable {
            await output.start()
            await ParallelTurns.run(requests, with: turnRunner) {
                try await output.show($1, of: $0)
            } end: {
                await output.end($0, $1)
            }
        }
        let turns = await output.turns
        places.settle(turns.map { $0?.reply }, context.console)
        if let signal, turns.contains(where: { $0?.reply.status == .interrupted }) {
            if places.isStored, turns.contains(where: { $0?.reply.isUsable == true }) {
                runner.tellKept(localized("What had come is kept"), context)
            }
            throw Interrupted(signal: signal)
        }
        if let error = turns.lazy.compactMap({ $0?.outputError }).first { throw error }
        if runner.format == .json {
            let objects = zip(models, turns).map { model, turn in
                json(turn, model, context)
            }
            try context.console.output.write(json: JSONValue.array(objects).jsonBytes + [0x0A])
        }
        let codes = turns.map { turn in turn.flatMap { failure($0, context) }.map { ExitCode($0) } }
        guard codes.contains(where: { $0 != nil }) else { return }
        // Where all failed in the same way, that is what the command ends with.
        let common = codes.dropFirst().allSatisfy { $0 == codes[0] } ? codes[0] : nil
        throw CommandFailure(common ?? .someFailed)
    }

    /// What is wrong with an answer.
    func failure(_ turn: FinishedTurn, _ context: CommandContext) -> (any Error)? {
        if let error = turn.error { return error }
        do { try runner.check(turn.reply, context, isAlone: false) } catch { return error }
        return nil
    }

    private func json(_ turn: FinishedTurn?, _ model: String, _ context: CommandContext) -> JSONValue {
        guard let turn else { return .null }
        var object = AskRunner.json(turn).object ?? [:]
        object["requested_model"] = .string(model)
        object["error"] = Language.english.during {
            failure(turn, context).map { .string(context.explain($0)) } ?? .null
        }
        return .object(object)
    }
}
