import CloudComputeClient
import Foundation

let environment = ProcessInfo.processInfo.environment

do {
    let client = try CloudComputeClient(
        .init(
            baseURL: BaseURL(environment["CLOUDCOMPUTE_BASE_URL"] ?? BaseURL.cloudCompute),
            apiKey: environment["CLOUDCOMPUTE_API_KEY"]))
    do {
        let list = try await client.models()
        for model in ModelSort.context.sort(list.models) {
            print(model.id, model.contextLength.map { "\($0) tokens" } ?? "unknown context")
        }
    } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
} catch {
    FileHandle.standardError.write(Data("list-models: \(error)\n".utf8))
    exit(1)
}
