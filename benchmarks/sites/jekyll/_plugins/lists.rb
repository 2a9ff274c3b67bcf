# frozen_string_literal: true

# Lists of topics and outlets, cut into pages of 20, and the links to them.
module Lists
  SIZE = 20

  # A page of a list; it has no file of its own.
  class ListPage < Jekyll::PageWithoutAFile
    def initialize(site, list, number, pages)
      folder = list["path"] + (number == 1 ? "" : "page/#{number}/")
      super(site, site.source, folder, "index.html")
      docs = list["all"][(number - 1) * SIZE, SIZE]
      data.update(
        "layout" => "list", "list" => list, "number" => number, "pages" => pages,
        "days" => docs.group_by { |doc| doc.data["when"][0, 10] }.to_a, "articles" => docs,
        "title" => number == 1 ? list["name"] : "#{list['name']}, page #{number}",
        "newer" => (address(list, number - 1) if number > 1),
        "older" => (address(list, number + 1) if number < pages)
      )
    end

    def address(list, number)
      list["path"] + (number == 1 ? "" : "page/#{number}/")
    end
  end

  # Makes the pages, and tells the templates where lists are.
  class Maker < Jekyll::Generator
    def generate(site)
      docs = site.collections["news"].docs.sort_by { |doc| doc.data["when"] }.reverse
      topics = gather("topics", docs) { |doc| doc.data["topics"] }
      providers = gather("providers", docs) { |doc| [doc.data["outlet"]] }
      site.config.update(
        "newest" => docs.first(30), "topic_lists" => topics.values,
        "provider_lists" => providers.values,
        "topic_paths" => topics.transform_values { |list| list["path"] },
        "outlet_paths" => providers.transform_values { |list| list["path"] }
      )
      (topics.values + providers.values).each { |list| cut(site, list) }
    end

    def gather(kind, docs)
      found = Hash.new { |lists, name| lists[name] = [] }
      docs.each { |doc| yield(doc).each { |name| found[name] << doc } }
      found.sort.to_h do |name, all|
        path = "/#{kind}/#{Jekyll::Utils.slugify(name)}/"
        [name, { "kind" => kind, "name" => name, "path" => path, "all" => all,
                 "count" => all.size, "newest" => all.first }]
      end
    end

    def cut(site, list)
      pages = (list["count"] / SIZE.to_f).ceil
      1.upto(pages) { |number| site.pages << ListPage.new(site, list, number, pages) }
    end
  end
end
