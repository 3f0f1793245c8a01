import CloudComputeClient
import Foundation
import JSON

let environment = ProcessInfo.processInfo.environment
let model = environment["CLOUDCOMPUTE_MODEL"] ?? "sandbox/small"
let prompts = (1...10).map { "What is \($0) times \($0)?" }

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
