package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
  @ParameterizedTest
  @CsvSource({
    "*, a.example.com, a.example.com",
    "*.example.com, a.b.example.com, a.b.example.com",
    "*.example.com, *.b.example.com, *.b.example.com",
    "*.com, *.example.com, *.example.com",
    "a.example.com, a.example.com, a.example.com",
    "*.example.com, example.com, ",
    "*.example.com, aexample.com, ",
    "a.example.com, b.example.com, ",
    "*.example.com, *.example.org, ",
  })
  void namesThatBothStandFor(String one, String other, String both) {
    assertThat(new Hostname(one).intersection(new Hostname(other)).map(Hostname::text))
        .isEqualTo(java.util.Optional.ofNullable(both));
    assertThat(new Hostname(other).intersection(new Hostname(one)).map(Hostname::text))
        .isEqualTo(java.util.Optional.ofNullable(both));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "*", "a.*.com", "*.", "-a.com", "a..com", "a_b.com", "é.com"})
  void whatIsNoName(String text) {
    assertThat(Hostname.parse(text)).isEmpty();
  }

  @Test
  void aNameIsOneInWhateverCase() {
    assertThat(Hostname.parse("*.Example.COM")).contains(new Hostname("*.example.com"));
  }

  @Test
  void theNameThatSaysMostComesFirst() {
    assertThat(
            Stream.of("*", "*.com", "b.com", "*.example.com", "a.example.com")
                .map(Hostname::new)
                .sorted(Hostname.MOST_SPECIFIC_FIRST)
                .map(Hostname::text))
        .containsExactly("a.example.com", "b.com", "*.example.com", "*.com", "*");
  }

  @Test
  void everythingThatCoversAName() {
    assertThat(new Hostname("a.b.com").andWider().stream().map(Hostname::text))
        .containsExactly("a.b.com", "*.b.com", "*.com", "*");
    assertThat(new Hostname("*.b.com").andWider().stream().map(Hostname::text))
        .containsExactly("*.b.com", "*.com", "*");
    assertThat(Hostname.ANY.andWider()).containsExactly(Hostname.ANY);
  }
}
