import CloudComputeClient
import Foundation

let environment = ProcessInfo.processInfo.environment
let model = environment["CLOUDCOMPUTE_MODEL"] ?? "sandbox/small"

do {
    let client = try CloudComputeClient(
        .init(
            baseURL: BaseURL(environment["CLOUDCOMPUTE_BASE_URL"] ?? BaseURL.cloudCompute),
            apiKey: environment["CLOUDCOMPUTE_API_KEY"]))
    do {
        var messages = [ChatMessage(role: .system, text: "Answer in one sentence.")]
        while let line = readLine() {
            messages.append(ChatMessage(role: .user, text: line))
            for try await event in try await client.stream(ChatRequest(model: model, messages: messages)) {
                if case .text(let text, choice: 0) = event {
                    FileHandle.standardOutput.write(Data(text.utf8))
                }
            }
            FileHandle.standardOutput.write(Data("\n".utf8))
        }
    } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
} catch {
    FileHandle.standardError.write(Data("stream-chat: \(error)\n".utf8))
    exit(1)
}
