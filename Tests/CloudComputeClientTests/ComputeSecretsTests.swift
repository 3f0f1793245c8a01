import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeSecretsTests {
    @Test(arguments: [
        #"{"id":1,"jupyter_token":"SECRET"}"#, #"{"id":1,"provision_state":{"api_key":"SECRET"}}"#,
        #"{"id":1,"instance_api_key":"SECRET"}"#, #"{"id":1,"CC_AGENT_TOKEN":"SECRET"}"#,
        #"{"id":1,"extra_env":[["A","b"],["CC_AGENT_TOKEN","SECRET"]]}"#,
        #"{"id":1,"extra_env":[["JUPYTER_TOKEN","SECRET"]]}"#, #"{"id":1,"extra_env":{"CC_X":{"deep":"SECRET"}}}"#,
        #"{"id":1,"extra_env":[{"key":"CC_X","value":"SECRET"}]}"#, #"{"id":1,"extra_env":["A=b","CC_X=SECRET"]}"#,
        #"{"id":1,"extra_env":"-e A=b -e CC_X=SECRET -p 80:80"}"#,
        #"{"id":1,"onstart":"export CC_X='SE CRET SECRET'; run"}"#, #"{"id":1,"extra_env":"{\"CC_X\":\"SECRET\"}"}"#,
        #"{"id":1,"api_key":["SECRET"]}"#, #"{"id":1,"image_args":["--port","80","--api-key","SECRET","-v"]}"#,
        #"{"id":1,"image_args":"serve --api-key=SECRET -v"}"#,
    ])
    func secretsAreHiddenAndStayInTheExactJSON(row: String) throws {
        let json = try JSONValue(parsing: row)
        let instance = try #require(Instance(json))
        #expect(instance.json == json)
        var dumped = ""
        dump(instance, to: &dumped)
        for shown in ["\(instance)", instance.publicJSON.jsonText, String(reflecting: instance), dumped] {
            #expect(!shown.contains("SECRET"))
            #expect(shown.contains("[hidden]"))
        }
    }

    @Test func theListHidesThemToo() throws {
        let list = try InstanceList(body: ComputeFixtures.bytes("instance_running_ready_api"))
        #expect(list.instances.first?.json["provision_state"]?["api_key"]?.string?.hasPrefix("sk-cc-") == true)
        #expect(!"\(list)".contains("sk-cc-"))
        #expect("\(list)".contains("qwen-2.5-coder-32b"))
        let shown = String(decoding: list.publicBody, as: UTF8.self)
        #expect(!shown.contains("sk-cc-"))
        #expect(shown.contains("[hidden]") && shown.contains("qwen-2.5-coder-32b"))
    }

    @Test(arguments: ["\u{301}", "\u{D4E}"]) func marksDoNotHideASecretsName(mark: String) throws {
        let row = #"{"id":1,"extra_env":"A=b \#(mark)CC_X=SECRET CC_\#(mark)Y=SECRET"}"#
        #expect(Instance(try JSONValue(parsing: row))?.publicJSON.jsonText.contains("SECRET") == false)
    }

    @Test(.timeLimit(.minutes(1))) func JSONInTextsInJSONIsCoveredAtSomeDepth() throws {
        var text = #"{"api_key":"SECRET"}"#
        for _ in 0..<12 {
            let nested = String(repeating: "[", count: 200) + JSONValue.string(text).jsonText
            text = nested + String(repeating: "]", count: 200)
        }
        let shown = try #require(Instance(JSONValue(parsing: #"{"id":1,"x":\#(text)}"#))).publicJSON.jsonText
        #expect(!shown.contains("SECRET"))
        #expect(shown.contains("[hidden]"))
    }

    @Test(arguments: [
        #"{"id":1,"onstart":"a=1; b='x y' --name=cc","label":"api_key","count":1.50,"jupyter_token":null}"#,
        #"{"id":1,"image_args":["--port","8000"],"extra_env":[["A","b"]],"url":"https://h/?q=1&ACC_X=2"}"#,
    ])
    func whatIsNoSecretStaysAsItIs(row: String) throws {
        #expect(Instance(try JSONValue(parsing: row))?.publicJSON.jsonText == row)
    }
}
