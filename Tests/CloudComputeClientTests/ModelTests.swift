import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct ModelTests {
    private func model(_ json: String) throws -> Model {
        try #require(Model(try JSONValue(parsing: json)))
    }

    @Test(
        arguments: [
            (#"{"id":"m","context_length":8192}"#, 8192),
            (#"{"id":"m","object":"model","owned_by":"vllm","max_model_len":60000}"#, 60_000),
            (#"{"id":"m","owned_by":"llamacpp","meta":{"vocab_type":2,"n_vocab":151936,"n_ctx_train":40960}}"#, 40_960),
            (#"{"id":"m","meta":{"n_ctx":4096,"n_ctx_train":40960}}"#, 4096),
            (#"{"id":"m","context_length":null,"top_provider":{"context_length":32768}}"#, 32_768),
            (#"{"id":"m","context_length":0,"max_model_len":10}"#, 10), (#"{"id":"m","meta":"n_ctx_train"}"#, nil),
            (#"{"id":"m","meta":{"n_ctx_train":-1}}"#, nil),
        ] as [(String, Int?)])
    func theContextIsFoundWhereEachServerHasIt(json: String, length: Int?) throws {
        #expect(try model(json).contextLength == length)
    }

    @Test func abilitiesAreToldOrUnknown() throws {
        let known = try model(
            #"{"id":"m","architecture":{"input_modalities":["text","image"]},"supported_parameters":["tools","seed"]}"#)
        #expect(known.acceptsImages == true && known.supportsTools == true && known.supportsReasoning == false)
        let bare = try model(#"{"id":"m"}"#)
        #expect(bare.acceptsImages == nil && bare.supportsTools == nil && bare.supportsReasoning == nil)
        let listed = try model(#"{"id":"m","capabilities":["completion","vision","thinking"]}"#)
        #expect(listed.acceptsImages == true && listed.supportsTools == false && listed.supportsReasoning == true)
    }

    @Test(
        arguments: [
            ("0.00000015", 0.15), ("1.5e-07", 0.15), ("3.99e-08", 0.0399), ("0", 0), ("-1", nil), ("free", nil),
            ("1e300", nil),
        ] as [(String, Double?)])
    func aPriceOfATokenIsOneOfAMillion(text: String, price: Double?) {
        let amount = MillionTokenPrice(perToken: text)?.amount
        if let price { #expect(abs((amount ?? -1) - price) < 1e-9) } else { #expect(amount == nil) }
    }

    @Test func filtersTakeInTheirEndsAndLeaveOutWhatIsNotTold() throws {
        let priced = try model(
            #"{"id":"a","context_length":128000,"pricing":{"prompt":"0.0000001","completion":"0.0000005"}}"#)
        #expect(ModelFilter(minimumContext: 128_000, maximumPrice: 0.5).verdict(on: priced) == .matches)
        #expect(ModelFilter(minimumContext: 128_001).verdict(on: priced) == .differs)
        #expect(ModelFilter(maximumPrice: 0.4).verdict(on: priced) == .differs)
        #expect(ModelFilter(text: "B").verdict(on: priced) == .differs)
        #expect(ModelFilter(vision: true).verdict(on: priced) == .untold)
        #expect(ModelFilter(vision: true, minimumContext: 1_000_000).verdict(on: priced) == .differs)
        #expect(
            ModelFilter(maximumPrice: 1).verdict(on: try model(#"{"id":"a","pricing":{"prompt":"-1"}}"#)) == .untold)
    }

    @Test func whatIsNotToldIsSortedLast() throws {
        let models = try [
            #"{"id":"c"}"#, #"{"id":"B","context_length":1,"pricing":{"prompt":"0.2","completion":"0.2"}}"#,
            #"{"id":"a","context_length":2,"pricing":{"prompt":"0.1","completion":"0.1"},"created":5}"#,
        ].map(model)
        func ids(_ sort: ModelSort) -> [String] { sort.sort(models).map(\.id) }
        #expect(ids(.id) == ["a", "B", "c"])
        #expect(ids(.context) == ["a", "B", "c"])
        #expect(ids(.price) == ["a", "B", "c"])
        #expect(ids(.created) == ["a", "c", "B"])
    }
}
