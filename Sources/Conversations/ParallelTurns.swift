package import CloudComputeClient

/// Runs several turns at once.
package enum ParallelTurns {
    /// A turn to run, and where its reply is stored.
    package struct Request: Sendable {
        var request: ChatRequest
        var recorder: ReplyRecorder?

        /// Makes a request.
        package init(_ request: ChatRequest, recorder: ReplyRecorder?) {
            self.request = request
            self.recorder = recorder
        }
    }

    /// Runs the turns to their ends; cancelling the task stops all, and keeps what has come.
    ///
    /// - Parameters:
    ///   - show: Takes each event with its turn's place.
    ///   - end: Takes each end, in the order in which they come.
    package static func run(
        _ requests: [Request], with runner: TurnRunner,
        show: @escaping @Sendable (Int, ChatEvent) async throws -> Void,
        end: @Sendable (Int, FinishedTurn) async -> Void
    ) async {
        await withTaskGroup(of: (Int, FinishedTurn).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask {
                    (
                        index,
                        await runner.run(request.request, recorder: request.recorder) { try await show(index, $0) }
                    )
                }
            }
            for await (index, turn) in group { await end(index, turn) }
        }
    }
}
