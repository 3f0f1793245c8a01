import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeOfferTests {
    private func list(_ name: String) throws -> OfferList { try OfferList(body: ComputeFixtures.bytes(name)) }

    private func offer(_ text: String) throws -> Offer { try #require(Offer(JSONValue(parsing: text))) }

    @Test(arguments: [
        ("offers_data", [30_417_721, 28_110_044, 29_999_001]), ("offers_bare_array", [30_417_721, 29_999_001]),
        ("offers_vast_key", [30_417_721, 28_110_044]), ("offers_paginated", [30_417_721, 28_110_044]),
        ("offers_strings", [30_417_721]),
    ])
    func everyEnvelopeIsRead(name: String, ids: [Int]) throws {
        let list = try list(name)
        #expect(list.offers.map(\.id) == ids)
        #expect(list.body == (try ComputeFixtures.bytes(name)))
        #expect(list.isComplete == (name != "offers_paginated"))
    }

    @Test func anOfferHasTheValuesOfItsRow() throws {
        let offer = try #require(try list("offers_data").offers.first)
        #expect(offer.gpuName == "RTX 4090")
        #expect(offer.gpuCount == 1)
        #expect(offer.gpuMemory == 24_564)
        #expect(offer.totalGPUMemory == 24_564)
        #expect(offer.pricePerHour == 0.3523)
        #expect(offer.reliability == 0.9981)
        #expect(offer.geolocation == "Czechia, CZ")
        #expect(offer.country == "CZ")
        #expect(offer.diskSpace == 412.6)
        #expect(offer.downloadSpeed == 842.1)
        #expect(offer.uploadSpeed == 611.9)
        #expect(offer.cpuName == "EPYC 7543")
        #expect(offer.cpuCores == 16)
        #expect(offer.memory == 257_840)
        #expect(offer.cudaVersion == "12.8")
        #expect(offer.verification == "verified")
        #expect(offer.isRentable == true)
        #expect(offer.json["host_id"]?.int == 90_211)
    }

    @Test func nullsAreNotTold() throws {
        let offer = try #require(try list("offers_data").offers.last)
        #expect(offer.reliability == nil)
        #expect(offer.geolocation == nil)
        #expect(offer.country == nil)
        #expect(offer.cudaVersion == nil)
        #expect(offer.isRentable == false)
    }

    @Test func numbersMayBeStrings() throws {
        let offer = try #require(try list("offers_strings").offers.first)
        #expect(offer.gpuCount == 1)
        #expect(offer.gpuMemory == 24_564)
        #expect(offer.pricePerHour == 0.3523)
        #expect(offer.diskSpace == 412.6)
        #expect(offer.reliability == 0.9981)
        #expect(offer.isRentable == true)
    }

    @Test(
        arguments: [
            (#"{"id":1,"dph_total":2,"price":3}"#, 2), (#"{"id":1,"price_per_hour":"4.5"}"#, 4.5),
            (#"{"id":1,"dph_total":null,"price":"3"}"#, 3), (#"{"id":1,"dph_base":0}"#, 0),
            (#"{"id":1,"price":"cheap"}"#, nil), (#"{"id":1,"price":-1}"#, nil),
            (#"{"id":1,"price":{"amount":1}}"#, nil),
            (#"{"id":1,"price":1e999}"#, nil),
        ] as [(String, Double?)])
    func thePriceIsFoundUnderAnyName(row: String, price: Double?) throws {
        #expect(try offer(row).pricePerHour == price)
    }

    @Test(
        arguments: [
            ("Texas, US", "US"), ("Czechia, CZ", "CZ"), ("de", "DE"), ("Texas", nil), ("", nil), ("Германия, РФ", nil),
            ("Somewhere, US, Earth", nil),
        ] as [(String, String?)])
    func theCountryStandsAtTheEnd(place: String, country: String?) throws {
        let row = JSONValue.object(["id": 1, "geolocation": .string(place)])
        #expect(Offer(row)?.country == country)
    }

    @Test func aCountryFieldCountsFirst() throws {
        #expect(try offer(#"{"id":1,"country":"fi","geolocation":"Texas, US"}"#).country == "FI")
        #expect(try offer(#"{"id":1,"country":"Finland","geolocation":"Espoo, FI"}"#).country == "FI")
    }

    @Test func reliabilityMayBePercent() throws {
        #expect(try offer(#"{"id":1,"reliability":99.5}"#).reliability == 0.995)
        #expect(try offer(#"{"id":1,"reliability2":1}"#).reliability == 1)
        #expect(try offer(#"{"id":1,"reliability":101}"#).reliability == nil)
    }

    @Test func theNumberToRentByIsTheId() throws {
        #expect(try offer(#"{"id":7,"ask_id":30417721}"#).id == 30_417_721)
        #expect(try offer(#"{"ask_contract_id":"9"}"#).id == 9)
    }

    @Test func oddRowsAreDroppedAndOddFieldsIgnored() throws {
        let body = #"""
            {"data":[null,1,"x",[],{},{"id":null},{"id":"x"},{"id":-4},{"id":1.5},{"id":99999999999999999999},
            {"id":"5","gpu_name":{},"num_gpus":"many","gpu_ram":[],"dph_total":true,"rentable":"maybe","geolocation":7}]}
            """#
        let list = try OfferList(body: Array(body.utf8))
        #expect(list.offers.map(\.id) == [5])
        let offer = try #require(list.offers.first)
        #expect(offer.gpuName == nil)
        #expect(offer.gpuCount == nil)
        #expect(offer.gpuMemory == nil)
        #expect(offer.pricePerHour == nil)
        #expect(offer.isRentable == nil)
    }

    @Test(arguments: [
        "", "[", "null", "7", "{}", #"{"data":null}"#, #"{"data":"x"}"#, "<html><title>Login</title></html>",
        #"{"message":"hello"}"#,
    ])
    func whatIsNoListIsABadReply(body: String) {
        let error = #expect(throws: CloudComputeError.self) { try OfferList(body: Array(body.utf8)) }
        #expect(error?.code == .badReply)
    }

    @Test func aRefusalInsteadOfAListIsAnError() {
        let error = #expect(throws: CloudComputeError.self) {
            try OfferList(body: Array(#"{"success":false,"error":"auth_error","msg":"No."}"#.utf8))
        }
        #expect(error?.code == .rejected)
        #expect(error?.message == "No.")
        #expect(error?.serverCode == "auth_error")
    }

    @Test(arguments: [
        #"{"data":{"data":[{"id":1},{"id":2}],"current_page":1}}"#, #"{"data":{"offers":[{"id":1},{"id":2}]}}"#,
        #"{"data":{"0":{"id":1},"2":{"id":2}}}"#,
    ])
    func nestedEnvelopesAreRead(body: String) throws {
        #expect(try OfferList(body: Array(body.utf8)).offers.map(\.id) == [1, 2])
    }
}
