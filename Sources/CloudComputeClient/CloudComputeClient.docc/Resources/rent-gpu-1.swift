import CloudComputeClient
import Foundation

let environment = ProcessInfo.processInfo.environment

do {
    let client = try CloudComputeClient(
        .init(
            baseURL: BaseURL(environment["CLOUDCOMPUTE_BASE_URL"] ?? BaseURL.cloudCompute),
            apiKey: environment["CLOUDCOMPUTE_API_KEY"]))
    do {
        let offers = try await client.offers().offers
        let filter = OfferFilter(minimumMemory: 24, maximumPrice: 0.5)
    } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
} catch {
    FileHandle.standardError.write(Data("rent-gpu: \(error)\n".utf8))
    exit(1)
}
