import Conversations
import Testing

@Suite(.timeLimit(.minutes(1))) struct ModelNameTests {
    private static let ids = [
        "qwen/qwen3.8-flash", "qwen/qwen3.8-plus", "google/gemini-pro", "deepseek/deepseek-chat",
        "deepseek/deepseek-r1",
    ]

    private func meaning(_ text: String, among ids: [String] = ids) -> ModelName.Meaning {
        ModelName(text).meaning(among: ids)
    }

    @Test func theExactIDComesFirst() {
        #expect(meaning("a", among: ["a", "ab", "ba"]) == .exact("a"))
        #expect(meaning("A", among: ["a", "ab"]) == .part("a"))
    }

    @Test func aPartThatOneIDHasIsEnough() {
        #expect(meaning("flash") == .part("qwen/qwen3.8-flash"))
        #expect(meaning("GEMINI") == .part("google/gemini-pro"))
        #expect(meaning("r1", among: Self.ids + Self.ids) == .part("deepseek/deepseek-r1"))
    }

    @Test func aPartThatSeveralIDsHaveIsNotEnough() {
        #expect(meaning("deepseek") == .several(["deepseek/deepseek-chat", "deepseek/deepseek-r1"]))
    }

    @Test func aSlipOfTheFingerIsOffered() {
        #expect(meaning("qwen/qwen3.8-flsh") == .near(["qwen/qwen3.8-flash"]))
        #expect(meaning("flsh") == .near(["qwen/qwen3.8-flash"]))
        #expect(meaning("gemini-pr0") == .near(["google/gemini-pro"]))
        #expect(
            meaning("qwen/model-000-instrct", among: ["qwen/model-000-instruct"]) == .near(["qwen/model-000-instruct"]))
    }

    @Test func whatIsNearNothingIsLeftToTheServer() {
        #expect(meaning("llama-4") == .unlisted("llama-4"))
        #expect(meaning("xyz") == .unlisted("xyz"))
        #expect(meaning("qwen/qwen3.8-flash:nitro") == .unlisted("qwen/qwen3.8-flash:nitro"))
        #expect(meaning("anything", among: []) == .unlisted("anything"))
    }

    @Test func anEqualsSignTakesTheRestAsItIs() {
        #expect(meaning("=flash") == .exact("flash"))
        #expect(meaning("=") == .unlisted("="))
    }
}
