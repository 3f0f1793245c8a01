import Testing
import Tools

@Suite(.timeLimit(.minutes(1)))
struct ToolResultTests {
    @Test func outcomesHaveTheWordsThatTheStoreKeeps() {
        #expect(
            ToolResult.Outcome.allCases.map(\.rawValue) == [
                "done", "failed", "denied", "unknown tool", "bad arguments", "timed out", "interrupted", "over limit",
            ])
    }
}
