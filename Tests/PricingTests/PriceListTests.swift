import Pricing
import Testing

@Suite(.timeLimit(.minutes(1))) struct PriceListTests {
    private let tokens = TokenCount(prompt: 100, completion: 10)

    private func price(_ prompt: Double, _ completion: Double) throws -> TokenPrice {
        try #require(TokenPrice(prompt: prompt, completion: completion))
    }

    @Test func whatTheServerChargedCountsBeforeEveryPrice() throws {
        let list = PriceList(profile: ["m": try price(1, 1)], server: ["m": try price(2, 2)])
        #expect(list.cost(charged: 0.5, of: tokens, models: ["m"]) == 0.5)
    }

    @Test func aChargeOfNothingIsACharge() throws {
        let list = PriceList(profile: ["m": try price(1, 1)])
        #expect(list.cost(charged: 0, of: tokens, models: ["m"]) == 0)
    }

    @Test func theProfilesPriceCountsBeforeTheServersList() throws {
        let list = PriceList(profile: ["m": try price(1, 2)], server: ["m": try price(5, 5)])
        #expect(list.cost(charged: nil, of: tokens, models: ["m"]) == 120)
    }

    @Test func theServersListCountsWhereTheProfileHasNoPrice() throws {
        let list = PriceList(profile: ["other": try price(1, 2)], server: ["m": try price(5, 5)])
        #expect(list.cost(charged: nil, of: tokens, models: ["m"]) == 550)
    }

    @Test func theModelThatWasAskedForCountsBeforeTheOneThatReplied() throws {
        let list = PriceList(profile: ["asked": try price(1, 0), "replied": try price(2, 0)])
        #expect(list.cost(charged: nil, of: tokens, models: ["asked", "replied"]) == 100)
        #expect(list.cost(charged: nil, of: tokens, models: [nil, "replied"]) == 200)
    }

    @Test func aProfilesPriceOfTheModelThatRepliedCountsBeforeTheServersList() throws {
        let list = PriceList(profile: ["replied": try price(2, 0)], server: ["asked": try price(1, 0)])
        #expect(list.cost(charged: nil, of: tokens, models: ["asked", "replied"]) == 200)
    }

    @Test func withoutAPriceTheCostIsUnknown() {
        #expect(PriceList().cost(charged: nil, of: tokens, models: ["m", nil]) == nil)
    }

    @Test func withoutACountOfTokensTheCostIsUnknown() throws {
        let list = PriceList(profile: ["m": try price(1, 2)])
        #expect(list.cost(charged: nil, of: nil, models: ["m"]) == nil)
    }

    @Test(arguments: [-1, .nan, .infinity]) func aChargeThatIsNoAmountIsPassedOver(charged: Double) throws {
        let list = PriceList(profile: ["m": try price(1, 0)])
        #expect(list.cost(charged: charged, of: tokens, models: ["m"]) == 100)
    }

    @Test func cachedTokensAreCountedApart() throws {
        let price = try #require(TokenPrice(prompt: 10, completion: 1, cachedPrompt: 1))
        #expect(price.cost(of: TokenCount(prompt: 100, cachedPrompt: 40, completion: 5)) == 645)
    }

    @Test func cachedTokensCostWhatOthersDoWhereTheyHaveNoPriceOfTheirOwn() throws {
        #expect(try price(10, 1).cost(of: TokenCount(prompt: 100, cachedPrompt: 40, completion: 5)) == 1005)
    }

    @Test func aPriceMayBeThatOfAMillionTokens() throws {
        let price = try #require(TokenPrice(prompt: 0.5, completion: 2, unit: 1_000_000))
        #expect(price.cost(of: TokenCount(prompt: 1_000_000, completion: 500_000)) == 1.5)
    }

    @Test func countsThatCannotBeAreClamped() {
        #expect(TokenCount(prompt: -1, cachedPrompt: 7, completion: .min) == TokenCount(prompt: 0, completion: 0))
        #expect(TokenCount(prompt: 5, cachedPrompt: 7, completion: 0).cachedPrompt == 5)
    }

    @Test(arguments: [-1, .nan, .infinity, 1e300]) func whatIsNoPriceIsNone(amount: Double) {
        #expect(TokenPrice(prompt: amount, completion: 1) == nil)
        #expect(TokenPrice(prompt: 1, completion: amount) == nil)
        #expect(TokenPrice(prompt: 1, completion: 1, cachedPrompt: amount) == nil)
    }

    @Test func theLargestCountsAndPricesGiveANumber() throws {
        let price = try #require(TokenPrice(prompt: 1e12, completion: 1e12, cachedPrompt: 1e12))
        #expect(price.cost(of: TokenCount(prompt: .max, cachedPrompt: .max, completion: .max)).isFinite)
    }
}
