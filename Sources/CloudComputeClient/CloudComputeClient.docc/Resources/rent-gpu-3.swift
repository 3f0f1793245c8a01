import CloudComputeClient
import Foundation

let environment = ProcessInfo.processInfo.environment

/// Rents a machine, waits up to 15 minutes until it runs, and gives it back, also where that fails; an interrupted program
/// leaves it rented, and `cloudcompute instances list` shows it.
func rent(_ offer: Offer, by client: CloudComputeClient) async throws {
    var instance = try await client.createInstance(InstanceRequest(askID: offer.id, name: "example", diskGB: 40))
    print("created \(instance.displayName)")
    let result: Result<Void, any Error>
    let deadline = ContinuousClock.now + .seconds(900)
    do {
        while instance.state.kind == .pending, ContinuousClock.now < deadline {
            try await Task.sleep(for: .seconds(2))
            instance = try await client.instance(instance.id)
        }
        print("\(instance.displayName) is \(instance.state)")
        result = .success(())
    } catch {
        result = .failure(error)
    }
    try await client.destroyInstance(instance.id)
    print("destroyed \(instance.displayName)")
    try result.get()
}

do {
    let client = try CloudComputeClient(
        .init(
            baseURL: BaseURL(environment["CLOUDCOMPUTE_BASE_URL"] ?? BaseURL.cloudCompute),
            apiKey: environment["CLOUDCOMPUTE_API_KEY"]))
    do {
        let offers = try await client.offers().offers
        let filter = OfferFilter(minimumMemory: 24, maximumPrice: 0.5)
        if let offer = OfferSort.price.sort(offers.filter(filter.matches)).first {
            try await rent(offer, by: client)
        } else {
            print("no offer fits")
        }
    } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
} catch {
    FileHandle.standardError.write(Data("rent-gpu: \(error)\n".utf8))
    exit(1)
}
