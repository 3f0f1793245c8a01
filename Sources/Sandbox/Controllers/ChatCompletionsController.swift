import Hummingbird

/// `/chat/completions`: replies made up from the request, whole or as a stream.
struct ChatCompletionsController: Sendable {
    /// Larger requests are refused, in bytes.
    private static let maximumBodySize = 128 << 20

    let latency: LatencySimulator
    let streamRoute: ChatStreamWriter.Route

    func addRoutes(to group: RouterGroup<SandboxRequestContext>) {
        group.post(use: create)
    }

    private func create(_ request: Request, context: SandboxRequestContext) async throws -> Response {
        let body = try await request.bytes(upTo: Self.maximumBodySize, format: .inference)
        let request = try ChatCompletionRequest(body)
        let completion = ChatCompletion(request, number: context.number)
        if request.streams {
            let steps = ChatStreamSteps(request, completion, latency: latency, cut: context.streamCut)
            return ChatStreamWriter(steps: steps, latency: latency, route: streamRoute, channel: context.channel)
                .response
        }
        try await latency.wait(tokens: completion.completionTokens)
        return Response(json: completion.json)
    }
}
