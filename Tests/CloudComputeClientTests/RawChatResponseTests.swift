import Testing

@testable import CloudComputeClient

/// Replies are read the short way where they are of the common kind; both ways must say the same of each.
@Suite(.timeLimit(.minutes(2))) struct RawChatResponseTests {
    /// Of the common kind, which has a way of its own.
    static let common = [
        #"{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Привет \"ты\" 😀\n"},"logprobs":{"content":[{"token":"a","logprob":-0.1}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17,"cost":0.5,"details":{"x":[1]}}}"#,
        #" {"choices":[{"message":{"content":"a"},"finish_reason":"length"},{"index":1,"message":{"content":"b"},"finish_reason":"stop"}]} "#,
        #"{"choices":[{"message":{"content":null,"reasoning_content":"hm","refusal":null,"tool_calls":null},"finish_reason":null}]}"#,
        #"{"choices":[{"message":{"content":"x","tool_calls":[]},"finish_reason":"content_filter"}]}"#,
        #"{"choices":[{"message":{"content":"first","content":"second"},"finish_reason":"stop"}]}"#,
        #"{"choices":[{"message":{"content":"x"}}],"error":null}"#,
    ]
    static let others = [
        #"{"choices":[{"message":{"content":"first","reasoning_content":"why"},"message":{"content":"second"}}]}"#,
        #"{"choices":[{"index":1,"message":{"content":"b"},"finish_reason":"stop"},{"index":0,"message":{"content":"a"}}]}"#,
        #"{"choices":[{"message":{"content":"","reasoning":"hm"},"finish_reason":"stop"}],"usage":null}"#,
        #"{"choices":[{"message":{"content":"x","reasoning":"one","reasoning_content":"two","reasoning_details":[{"type":"t"}]}}]}"#,
        #"{"choices":[{"message":{"content":[{"type":"text","text":"part"},{"type":"thinking","thinking":[{"text":"t"}]}]}}]}"#,
        #"{"choices":[{"message":{"refusal":"I will not.","content":null},"finish_reason":"stop"}]}"#,
        #"{"choices":[{"message":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#,
        #"{"choices":[{"message":{"c\u006Fntent":"escaped name"},"finish_reason":"stop"}]}"#,
        #"{"choices":[{"delta":{"content":"a chunk"},"finish_reason":"stop"}]}"#,
        #"{"choices":[{"text":"a completion","finish_reason":"stop"}]}"#,
        #"{"choices":[{"message":{"content":""},"finish_reason":""}]}"#,
        #"{"id":7,"model":null,"choices":[{"message":{"content":"x"}}]}"#,
        #"{"choices":[{"message":{"content":"x"}}],"error":{"message":"no"}}"#,
        #"{"choices":[{"message":{"content":"x"}}],"error":"no"}"#,
        #"{"object":"error","message":"no","choices":[{"message":{"content":"x"}}]}"#,
        #"{"choices":[]}"#, #"{"choices":null}"#, #"{}"#, #"[]"#, #"{"choices":[{"message":{"content":"x"}}]"#,
        #"{"choices":[{"message":{"content":"x"}}]}}"#, #"{"choices":[{"message":{"content":"x"}}],}"#, "", "<html>",
        "data: {\"choices\":[{\"delta\":{\"content\":\"s\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
    ]

    @Test(arguments: common + others) func theShortWayOfReadingSaysWhatTheLongOneSays(_ body: String) throws {
        var decoder = ChatStreamDecoder(contentType: nil)
        var accumulator = ChatAccumulator()
        var events: [ChatEvent] = []
        let bytes = Array(body.utf8)
        var failure: CloudComputeError?
        do {
            try decoder.push(bytes.span, into: &events)
            try decoder.finish(into: &events)
        } catch let error as CloudComputeError { failure = error }
        for event in events { accumulator.add(event) }
        let answer = RawChatResponse(statusCode: 200, requestID: nil, retryAfter: nil, body: bytes)
        switch answer.outcome {
        case .success(let reply):
            #expect(failure == nil)
            #expect(reply == accumulator.reply)
        case .failure(let error):
            #expect(error.message == failure?.message)
            #expect(error.code == failure?.code)
        }
    }

    @Test(arguments: common) func theCommonKindIsReadTheShortWay(_ body: String) {
        #expect(ChatCompletionFastParser.read(Array(body.utf8)) != nil)
    }

    @Test(arguments: others) func allElseIsLeftToTheLongWay(_ body: String) {
        #expect(ChatCompletionFastParser.read(Array(body.utf8)) == nil)
    }
}
