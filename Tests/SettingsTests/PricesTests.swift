import Foundation
import Settings
import Testing

@Suite(.timeLimit(.minutes(2))) struct PricesTests {
    private func settings(_ yaml: String) throws -> Settings {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let file = folder.appendingPathComponent("cloudcompute/config.yaml")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(yaml.utf8).write(to: file)
        return try Settings(
            flags: Settings.Flags(), environment: ["XDG_CONFIG_HOME": folder.path], standardBaseURL: "http://x/v1")
    }

    @Test func pricesAreThoseOfAMillionTokens() throws {
        let settings = try settings(
            "profiles: {default: {prices: {qwen/flash: {prompt: 0.5, completion: 2}}}}\n")
        let price = try #require(settings.prices["qwen/flash"])
        #expect(price.cost(promptTokens: 1_000_000, completionTokens: 500_000) == 1.5)
    }

    @Test(arguments: [
        ("{prompt: cheap}", "should be a number"), ("{prompt: -1}", "should be a number"),
        ("{promt: 1}", "unknown entry"),
    ])
    func whatIsNoPriceIsNamed(price: String, reason: String) {
        let error = #expect(throws: SettingsError.self) {
            _ = try settings("profiles: {default: {prices: {m: \(price)}}}\n")
        }
        #expect(error?.description.contains(reason) == true)
    }
}
