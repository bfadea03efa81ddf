package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", ":0", "localhost:0"})
  void aPageIsServed(String address) throws IOException, InterruptedException {
    try (Endpoint endpoint = new Endpoint(address)) {
      // when
      int port =
          endpoint.page("/readyz", () -> Endpoint.Page.text(503, "[fail] hub\n")).start().port();
      HttpResponse<String> answer = get(port, "/readyz");

      // then
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("[fail] hub\n");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
      assertThat(get(port, "/other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (Endpoint first = new Endpoint("127.0.0.1:0")) {
      String address = "127.0.0.1:" + first.port();
      assertThatThrownBy(() -> new Endpoint(address))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("cannot listen on " + address);
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
