import CloudComputeClient
import JSON
import Pricing
import Testing

@Suite(.timeLimit(.minutes(1))) struct UsageTests {
    @Test func cachedTokensAreReadApart() throws {
        let usage = try #require(
            Usage([
                "prompt_tokens": 10, "completion_tokens": 2, "prompt_tokens_details": ["cached_tokens": 4],
            ]))
        #expect(usage.cachedPromptTokens == 4)
        #expect(usage.tokenCount == TokenCount(prompt: 10, cachedPrompt: 4, completion: 2))
    }

    @Test(arguments: ["null", "-1", "\"x\"", "[4]", "1e300", "4.5"])
    func whatIsNoCountOfCachedTokensIsNone(count: String) throws {
        let json = try JSONValue(
            parsing: "{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":\(count)}}")
        #expect(Usage(json)?.tokenCount?.cachedPrompt == 0)
    }

    @Test func withoutCountsThereIsNothingToPrice() {
        #expect(Usage(["total_tokens": 7])?.tokenCount == nil)
    }

    @Test func aModelsPricesAreReadAsTheServerListsThem() throws {
        let pricing: JSONValue = ["prompt": "0.5", "completion": "2", "input_cache_read": "0.25"]
        let model = try #require(Model(["id": "m", "pricing": pricing]))
        #expect(model.cachedPromptPrice == "0.25")
        #expect(PriceList.prices(of: [model])["m"] == TokenPrice(prompt: 0.5, completion: 2, cachedPrompt: 0.25))
    }

    @Test(arguments: ["-1", "x", "inf"]) func aModelWithoutANumberHasNoPrice(price: String) throws {
        let model = try #require(Model(["id": "m", "pricing": ["prompt": .string(price), "completion": "1"]]))
        #expect(PriceList.prices(of: [model]).isEmpty)
    }

    @Test func aPriceOfCachedTokensThatIsNoNumberIsPassedOver() throws {
        let pricing: JSONValue = ["prompt": "1", "completion": "2", "input_cache_read": "-1"]
        let model = try #require(Model(["id": "m", "pricing": pricing]))
        #expect(model.tokenPrice == TokenPrice(prompt: 1, completion: 2))
    }
}
