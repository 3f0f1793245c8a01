import CloudComputeClient
import Foundation
import JSON

let environment = ProcessInfo.processInfo.environment
let model = environment["CLOUDCOMPUTE_MODEL"] ?? "sandbox/small"
let prompts = (1...10).map { "What is \($0) times \($0)?" }

/// Asks, and asks again up to four times where the server is busy.
func answer(_ prompt: String, by client: CloudComputeClient) async throws -> String {
    let request = ChatRequest(
        model: model, messages: [ChatMessage(role: .user, text: prompt)], parameters: ["temperature": 0])
    for attempt in 1...4 {
        do {
            return try await client.complete(request).first.text
        } catch let error as CloudComputeError where error.code == .rateLimited {
            try await Task.sleep(for: error.retryAfter ?? .seconds(attempt))
        }
    }
    return try await client.complete(request).first.text
}

do {
    var configuration = CloudComputeClient.Configuration(
        baseURL: try BaseURL(environment["CLOUDCOMPUTE_BASE_URL"] ?? BaseURL.cloudCompute),
        apiKey: environment["CLOUDCOMPUTE_API_KEY"])
    configuration.maximumConnections = 4
    let client = try CloudComputeClient(configuration)
    await client.shutdown()
} catch {
    FileHandle.standardError.write(Data("answer-batch: \(error)\n".utf8))
    exit(1)
}
