import Foundation
import Pricing
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
        #expect(price.cost(of: TokenCount(prompt: 1_000_000, completion: 500_000)) == 1.5)
    }

    @Test func cachedTokensMayHaveAPriceOfTheirOwn() throws {
        let settings = try settings(
            "profiles: {default: {prices: {m: {prompt: 4, cached_prompt: 1, completion: 2}}}}\n")
        let price = try #require(settings.prices["m"])
        #expect(price.cost(of: TokenCount(prompt: 1_000_000, cachedPrompt: 500_000, completion: 0)) == 2.5)
    }

    @Test(arguments: [
        ("{prompt: cheap}", "prompt", false), ("{prompt: -1}", "prompt", false), ("{promt: 1}", "promt", true),
        ("{prompt: nan}", "prompt", false),
    ])
    func whatIsNoPriceIsNamed(price: String, name: String, isUnknown: Bool) throws {
        let error = try #require(throws: SettingsError.self) {
            _ = try settings("profiles: {default: {prices: {m: \(price)}}}\n")
        }
        let entry = "profiles.default.prices.m.\(name)"
        switch error {
        case .notANumber(entry, file: _): #expect(!isUnknown)
        case .unknownEntry(entry, file: _, known: ["prompt", "cached_prompt", "completion"]): #expect(isUnknown)
        default: Issue.record("\(error)")
        }
    }
}
